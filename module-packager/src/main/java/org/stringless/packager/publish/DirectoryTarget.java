package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.rpm.SignedRpm;

/** A directory that a web server, or a {@code file:} address, gives to nodes: {@code packages/}, {@code repodata} and {@code channels/}. */
public final class DirectoryTarget implements Target {
    private final Path root;
    private final Supplier<SigningKey> releaseKey;
    private final Supplier<SigningKey> channelKey;
    private final Clock clock;

    /**
     * @param root made when it is not there
     * @param releaseKey signs the index of all packages; asked for only when that is written
     * @param channelKey signs the indexes of channels; asked for only when one is written
     */
    public DirectoryTarget(Path root, Supplier<SigningKey> releaseKey, Supplier<SigningKey> channelKey, Clock clock) {
        this.root = root.toAbsolutePath().normalize();
        this.releaseKey = releaseKey;
        this.channelKey = channelKey;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "dir:" + root;
    }

    @Override
    public URI address() {
        return slashed(root);
    }

    @Override
    public URI packages() {
        return slashed(root);
    }

    @Override
    public List<PackagePin> named(Collection<String> names) throws IOException {
        Set<String> wanted = Set.copyOf(names);
        return all().pins().stream()
                .filter(pin -> wanted.contains(pin.name().name()))
                .toList();
    }

    @Override
    public List<PackagePin> releases(ReleaseId id) throws IOException {
        return all().pins().stream()
                .filter(pin -> pin.name().name().startsWith("stringless-release-"))
                .filter(pin -> pin.name().version().equals(id.text()))
                .toList();
    }

    @Override
    public void fetch(PackagePin pin, Path to) throws IOException {
        copy(all(), pin, to);
    }

    @Override
    @SuppressWarnings("try") // the lock is only held
    public void add(List<SignedRpm> packages, Progress progress) throws IOException {
        YumDirectory.made(root);
        try (DirectoryLock lock = DirectoryLock.of(root)) {
            Generations index = new Generations(root.resolve("repodata"));
            if (packages.isEmpty() && index.number() > 0) {
                return;
            }
            List<PackagePin> union = union(packages);
            progress.begin("copying packages", packages.size());
            Path directory = YumDirectory.made(root.resolve(YumDirectory.PACKAGES));
            removeLeftovers(directory);
            for (SignedRpm rpm : packages) {
                all().put(rpm.file(), rpm.pin());
                progress.advance(1, rpm.pin().name().toString());
            }
            DurableFile.syncDirectory(directory);
            progress.begin("writing the index", 0);
            Path next = index.next();
            all().index(union, next, releaseKey.get(), clock.instant(), all());
            index.switchTo(next);
        }
    }

    // Another may have published since the caller looked, so names are compared once more under the lock.
    private List<PackagePin> union(List<SignedRpm> packages) throws IOException {
        Map<String, PackagePin> union = new HashMap<>();
        all().pins().forEach(pin -> union.put(pin.name().fileName(), pin));
        for (SignedRpm rpm : packages) {
            PackagePin there = union.put(rpm.pin().name().fileName(), rpm.pin());
            if (there != null && !there.sha256().equals(rpm.pin().sha256())) {
                throw new Failure(
                        Reason.CONFLICT,
                        "The name " + there.name().fileName() + " was just taken in " + name()
                                + " by other bytes: sha256 " + there.sha256() + " there, "
                                + rpm.pin().sha256() + " here.",
                        "Build the package with a new version or release; a published name never changes its bytes.");
            }
        }
        return new ArrayList<>(union.values());
    }

    private static void removeLeftovers(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.getFileName().toString().endsWith(".rpm.new"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public TargetChannel channel(ChannelName channel) {
        return new DirectoryChannel(root, channel, channelKey, clock);
    }

    private YumDirectory all() {
        return new YumDirectory(root);
    }

    /** Copies a package out of a repository, and nothing but exactly that package. */
    static void copy(YumDirectory yum, PackagePin pin, Path to) throws IOException {
        Path file = yum.file(pin);
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    Reason.NOT_PUBLISHED, file + " is not there.", "Publish it first with 'stringless publish'.");
        }
        Files.copy(file, to);
        String sha256 = Sha256.of(to);
        if (!sha256.equals(pin.sha256())) {
            Files.delete(to);
            throw new Failure(
                    Reason.UNVERIFIED,
                    file + " has sha256 " + sha256 + " instead of " + pin.sha256() + ".",
                    "See who changes files of the repository, and publish to a new one.");
        }
    }

    static URI slashed(Path directory) {
        String address = directory.toUri().toString();
        return URI.create(address.endsWith("/") ? address : address + "/");
    }
}
