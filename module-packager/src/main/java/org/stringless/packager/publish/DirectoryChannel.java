package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.stringless.io.file.DurableFile;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.rpm.SignedRpm;

/**
 * A channel in a directory: a tree of hard links, replaced as a whole. The new tree also holds the packages and index files of the one
 * before, so that a reader who has begun with the old index ends well.
 */
final class DirectoryChannel implements TargetChannel {
    private final Path root;
    private final Path link;
    private final ChannelName channel;
    private final Supplier<SigningKey> key;
    private final Clock clock;

    DirectoryChannel(Path root, ChannelName channel, Supplier<SigningKey> key, Clock clock) {
        this.root = root;
        this.link = root.resolve("channels").resolve(channel.text());
        this.channel = channel;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public URI address() {
        return DirectoryTarget.slashed(link);
    }

    @Override
    public Content content() throws IOException {
        List<PackagePin> pins = new YumDirectory(link).pins();
        return new Content(pins, PointerSerials.newest("stringless-channel-" + channel, pins), state());
    }

    private String state() throws IOException {
        return String.valueOf(new Generations(link).number());
    }

    @Override
    public void fetch(PackagePin pin, Path to) throws IOException {
        DirectoryTarget.copy(new YumDirectory(link), pin, to);
    }

    @Override
    @SuppressWarnings("try") // the lock is only held
    public void replace(Content before, List<PackagePin> kept, SignedRpm pointer) throws IOException {
        YumDirectory.made(YumDirectory.made(root).resolve("channels"));
        try (DirectoryLock lock = DirectoryLock.of(root)) {
            if (!state().equals(before.state())) {
                throw new Failure(
                        Reason.TARGET_REFUSED,
                        "Someone else moved channel " + channel + " in the meantime; nothing was switched.",
                        "Look at 'stringless channel show', then repeat the command if it is still wanted.");
            }
            Generations generations = new Generations(link);
            Path next = YumDirectory.made(generations.next());
            YumDirectory old = new YumDirectory(link);
            YumDirectory tree = new YumDirectory(next);
            Path packages = YumDirectory.made(next.resolve(YumDirectory.PACKAGES));
            for (PackagePin pin : kept) {
                YumDirectory.link(source(pin, before), tree.file(pin));
            }
            tree.put(pointer.file(), pointer.pin());
            for (PackagePin pin : before.packages()) {
                YumDirectory.link(old.file(pin), tree.file(pin));
            }
            DurableFile.syncDirectory(packages);
            List<PackagePin> wanted = new ArrayList<>(kept);
            wanted.add(pointer.pin());
            tree.index(wanted, next.resolve("repodata"), key.get(), clock.instant(), old);
            DurableFile.syncDirectory(next);
            generations.switchTo(next);
        }
    }

    private Path source(PackagePin pin, Content before) {
        Path file =
                before.packages().contains(pin) ? new YumDirectory(link).file(pin) : new YumDirectory(root).file(pin);
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    Reason.NOT_PUBLISHED, file + " is not there.", "Publish it first with 'stringless publish'.");
        }
        return file;
    }
}
