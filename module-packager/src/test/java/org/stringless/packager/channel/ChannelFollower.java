package org.stringless.packager.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.stringless.io.file.Sha256;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Failure;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;
import org.stringless.releasewire.json.ChannelPointerJson;
import org.stringless.releasewire.json.ReleaseJson;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.repodata.IndexedPackage;
import org.stringless.releasewire.repodata.PrimaryIndex;
import org.stringless.releasewire.repodata.Repomd;
import org.stringless.releasewire.rpm.PackageVerifier;

/** Reads a channel as a node does, over and over; anything missing or unfitting is an error. */
final class ChannelFollower {
    /** After this long it is asked whether the reading has failed. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final URI address;
    private final Keyring index;
    private final PackageVerifier pointers;
    private final PackageVerifier releases;
    private final Path directory;
    private final Web web = new Web();
    private final List<Long> serials = new ArrayList<>();

    ChannelFollower(URI address, Keyring index, PackageVerifier pointers, PackageVerifier releases, Path directory) {
        this.address = address;
        this.index = index;
        this.pointers = pointers;
        this.releases = releases;
        this.directory = directory;
    }

    /** Waits until this serial was read; what ends the reading ends the waiting too. */
    void await(long serial, CompletableFuture<?> reading) throws InterruptedException {
        synchronized (serials) {
            while (!serials.contains(serial) && !reading.isDone()) {
                serials.wait(PATIENCE.toMillis());
            }
        }
    }

    /** Serials seen until it is over, and once more after that. */
    List<Long> follow(AtomicBoolean over) {
        try {
            boolean last;
            do {
                last = over.get();
                seen(round());
            } while (!last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return serials;
    }

    private void seen(long serial) {
        synchronized (serials) {
            serials.add(serial);
            serials.notifyAll();
        }
    }

    private long round() throws IOException {
        Repomd repomd = Repomd.parse(signedIndex());
        byte[] primary = web.fetch(address.resolve(repomd.primary().href()), PrimaryIndex.LIMIT);
        require(Sha256.of(primary).equals(repomd.primary().sha256()), "the index is not the one repomd.xml names");
        Map<String, IndexedPackage> packages = new HashMap<>();
        PrimaryIndex.parse(primary).packages().forEach(one -> packages.put(one.sha256(), one));
        IndexedPackage newest = packages.values().stream()
                .filter(one -> one.name().name().startsWith("stringless-channel-"))
                .max(Comparator.comparingLong(one -> Long.parseLong(one.name().version())))
                .orElseThrow();
        ChannelPointer pointer = ChannelPointerJson.read(pointers.verify(download(newest))
                .readFile(PointerRpmBuilder.path(ChannelContract.PRODUCTION), 100_000));
        Path file = download(in(packages, pointer.stable().packageFile()));
        Release release = ReleaseJson.read(
                releases.verify(file).readFile("/usr/share/stringless/releases/production/release.json", 100_000));
        for (ModulePin module : release.modules()) {
            download(in(packages, module.packageFile()));
        }
        return pointer.serial();
    }

    /** repomd.xml and its signature are two files: they are read again until they fit, as nodes do. */
    private byte[] signedIndex() throws IOException {
        while (true) {
            byte[] repomd = web.fetch(address.resolve("repodata/repomd.xml"), Repomd.LIMIT);
            byte[] signature = web.fetch(address.resolve("repodata/repomd.xml.asc"), 100_000);
            try {
                index.verify(repomd, signature, Instant.now());
                return repomd;
            } catch (Failure e) {
                Thread.onSpinWait();
            }
        }
    }

    private static IndexedPackage in(Map<String, IndexedPackage> packages, PackagePin pin) {
        IndexedPackage found = packages.get(pin.sha256());
        require(found != null, pin + " is not in the index");
        return found;
    }

    private Path download(IndexedPackage one) throws IOException {
        Path file = directory.resolve("downloaded-" + one.sha256() + ".rpm");
        Files.deleteIfExists(file);
        String sha256 = web.download(address.resolve(one.href()), file, one.size());
        require(sha256.equals(one.sha256()), one.href() + " has other bytes");
        return file;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
