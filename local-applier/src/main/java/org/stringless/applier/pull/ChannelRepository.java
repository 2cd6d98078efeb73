package org.stringless.applier.pull;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.Sha256;
import org.stringless.io.http.NotThereException;
import org.stringless.io.http.TooLargeException;
import org.stringless.io.http.Transport;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelName;
import org.stringless.releasewire.json.RelativePath;
import org.stringless.releasewire.repodata.IndexedPackage;
import org.stringless.releasewire.repodata.PrimaryIndex;
import org.stringless.releasewire.repodata.Repomd;

/** A channel's own small repository. It is believed in nothing: its index only says where to look. */
final class ChannelRepository {
    // A repository may be switched between two of our requests; then both are asked for again.
    private static final int ATTEMPTS = 3;

    private final Transport transport;
    private final DiskSpace space;
    private final URI address;

    /**
     * The index at one moment.
     *
     * @param repomdSha256 of the {@code repomd.xml} it came from
     */
    record Index(String repomdSha256, List<IndexedPackage> packages) {}

    /**
     * The repository of that channel, below the address of the big one.
     *
     * @param space of the file system that downloads go to
     */
    ChannelRepository(Transport transport, URI repository, ChannelName channel, DiskSpace space) {
        this.transport = transport;
        this.space = space;
        String base = repository.toString();
        this.address = URI.create((base.endsWith("/") ? base : base + "/") + "channels/" + channel + "/");
    }

    /**
     * The index, unless it is the one already known: then a single small request was made.
     *
     * @throws Failure {@link Reason#REPOSITORY_BROKEN} or {@link Reason#REPOSITORY_UNREACHABLE}
     */
    Optional<Index> index(String knownRepomdSha256) {
        for (int attempt = 1; ; attempt++) {
            byte[] document = fetch("repodata/repomd.xml", Repomd.LIMIT);
            String sha256 = Sha256.of(document);
            if (sha256.equals(knownRepomdSha256)) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new Index(sha256, packages(Repomd.parse(document).primary())));
            } catch (Failure e) {
                if (e.reason() != Reason.REPOSITORY_BROKEN || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private List<IndexedPackage> packages(Repomd.IndexFile primary) {
        byte[] document = fetch(primary.href(), PrimaryIndex.LIMIT);
        if (!Sha256.of(document).equals(primary.sha256())) {
            throw broken("has a primary index that is not the one its repomd.xml names", null);
        }
        return PrimaryIndex.parse(document).packages();
    }

    private byte[] fetch(String href, int limit) {
        try {
            return transport.fetch(resolve(href), limit);
        } catch (IOException e) {
            throw failed(href, e);
        }
    }

    /**
     * Brings a package's file, of {@code limit} bytes at most.
     *
     * @return SHA-256 of what came
     * @throws Failure {@link Reason#REPOSITORY_BROKEN}, {@link Reason#REPOSITORY_UNREACHABLE} or {@link Reason#NO_SPACE}
     */
    String download(IndexedPackage indexed, Path to, long limit) {
        try {
            return transport.download(resolve(indexed.href()), to, limit);
        } catch (IOException e) {
            throw failed(indexed.href(), e);
        }
    }

    private Failure failed(String href, IOException e) {
        if (e instanceof NotThereException) {
            return broken("has no " + href, e);
        }
        if (e instanceof TooLargeException) {
            return broken("gives too many bytes for " + href, e);
        }
        if (space.isCauseOf(e)) {
            return space.full(e);
        }
        return new Failure(
                Reason.REPOSITORY_UNREACHABLE,
                "The channel's repository at " + address + " cannot be reached: " + e.getMessage() + ".",
                "Check the address and the network; the next run tries again.",
                e);
    }

    // Only below the channel's own address, whatever the index says; the parts are quoted, never read as an address of
    // their own.
    private URI resolve(String href) {
        try {
            return new URI(
                    address.getScheme(),
                    address.getAuthority(),
                    address.getPath() + RelativePath.checked(href),
                    null,
                    null);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw broken("names a place outside itself: '" + href + "'", e);
        }
    }

    /** The complaint about it; {@code trouble} completes "The channel's repository at ADDRESS …". */
    Failure broken(String trouble, @Nullable Exception cause) {
        String sentence = "The channel's repository at " + address + " " + trouble + ".";
        String next = "Publish and promote again, or correct the address.";
        return cause == null
                ? new Failure(Reason.REPOSITORY_BROKEN, sentence, next)
                : new Failure(Reason.REPOSITORY_BROKEN, sentence, next, cause);
    }
}
