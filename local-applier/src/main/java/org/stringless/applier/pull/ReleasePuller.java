package org.stringless.applier.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.http.Transport;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.run.Stage;
import org.stringless.releasewire.repodata.IndexedPackage;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.RpmVersion;

/**
 * Asks a channel's repository what this node should apply, and brings it into the store. When nothing was promoted since the last time this
 * is one small request. Whatever goes wrong, the current release is untouched and is what the answer holds.
 */
public final class ReleasePuller {
    // A pointer is about 4 KiB; its package may carry room for signatures.
    private static final long POINTER_LIMIT = 1 << 20;

    private final Transport transport;
    private final URI address;
    private final ChannelName channel;
    private final NodeName node;
    private final NodeKeyrings keyrings;
    private final NodeStore store;
    private final Path stateDirectory;
    private final Clock clock;
    private final Progress progress;
    private final Consumer<Stage> entered;
    private List<Path> allowedLinks = List.of();

    /**
     * A puller for one node and channel.
     *
     * @param repository the address below which {@code channels/<name>} lies
     * @param stateDirectory for what is remembered of the channel; made when missing
     * @param entered is told when the stages verify and stage begin; fetch has begun with the call
     */
    public ReleasePuller(
            Transport transport,
            URI repository,
            ChannelName channel,
            NodeName node,
            NodeKeyrings keyrings,
            NodeStore store,
            Path stateDirectory,
            Clock clock,
            Progress progress,
            Consumer<Stage> entered) {
        this.transport = transport;
        this.address = repository;
        this.channel = channel;
        this.node = node;
        this.keyrings = keyrings;
        this.store = store;
        this.stateDirectory = stateDirectory;
        this.clock = clock;
        this.progress = progress;
        this.entered = entered;
    }

    /** The file in a node's state directory that says what the node has seen of that channel, so that it is never taken back. */
    public static Path memory(Path stateDirectory, ChannelName channel) {
        return ChannelMemory.file(stateDirectory, channel);
    }

    /** The newest pointer of that channel that the node has seen, from its state directory. */
    public static Optional<ChannelPointer> lastPointer(Path stateDirectory, ChannelName channel) throws IOException {
        return ChannelMemory.load(stateDirectory, channel).map(ChannelMemory::pointer);
    }

    /** Lets links of a control tree point to or below these absolute directories; without this all stay inside. */
    public ReleasePuller allowingLinks(List<Path> directories) {
        allowedLinks = List.copyOf(directories);
        return this;
    }

    /** Asks, verifies and stages; never throws for what can go wrong with repository, packages or disk. */
    public Pull pull() {
        Answer answer = new Answer();
        try {
            answer.release = current();
            DiskSpace space = new DiskSpace(store.directory());
            try {
                follow(answer, space);
            } catch (IOException e) {
                throw space.isCauseOf(e) ? space.full(e) : files(e);
            }
        } catch (Failure e) {
            answer.problem = Optional.of(e);
        } catch (IOException e) {
            answer.problem = Optional.of(files(e));
        } finally {
            progress.end();
        }
        return answer.pull();
    }

    /** What is known of the answer so far. */
    private static final class Answer {
        private Optional<ChannelPointer> pointer = Optional.empty();
        private Optional<ReleasePin> wanted = Optional.empty();
        private Optional<StoredRelease> release = Optional.empty();
        private Optional<Failure> problem = Optional.empty();

        Pull pull() {
            return new Pull(pointer, wanted.map(ReleasePin::id), release, problem);
        }
    }

    // A damaged current release is no reason not to fetch one that is whole.
    private Optional<StoredRelease> current() {
        try {
            return store.current();
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    private void follow(Answer answer, DiskSpace space) throws IOException {
        store.removeLeftOvers();
        Optional<ChannelMemory> memory = ChannelMemory.load(stateDirectory, channel);
        Instant now = PointerCheck.now(clock, memory);
        memory.ifPresent(known -> point(answer, known.pointer()));
        boolean staged = answer.wanted.filter(this::isStored).isPresent();
        ChannelRepository repository = new ChannelRepository(transport, address, channel, space);
        Optional<ChannelRepository.Index> index = repository.index(
                staged ? memory.map(ChannelMemory::repomdSha256).orElse("") : "");
        if (index.isEmpty()) {
            settle(answer, now);
            return;
        }
        ChannelMemory found =
                newestPointer(repository, index.get(), new PointerCheck(channel, keyrings.channel(), now, memory));
        found.save(stateDirectory);
        point(answer, found.pointer());
        Instant latest = PointerCheck.now(clock, Optional.of(found));
        checkTaken(answer, latest);
        ReleasePin wanted = answer.wanted.orElseThrow();
        if (stored(wanted).isEmpty()) {
            PackageVerifier verifier = new PackageVerifier(keyrings.release(), Clock.fixed(latest, ZoneOffset.UTC));
            new ReleaseFetch(
                            repository, index.get().packages(), verifier, store, space, allowedLinks, progress, entered)
                    .bring(wanted);
        }
        settle(answer, latest);
        found.followed(index.get().repomdSha256()).save(stateDirectory);
    }

    private void point(Answer answer, ChannelPointer pointer) {
        answer.pointer = Optional.of(pointer);
        answer.wanted = Optional.of(pointer.candidate()
                .filter(candidate -> candidate.admits(node))
                .map(candidate -> candidate.release())
                .orElse(pointer.stable()));
    }

    private ChannelMemory newestPointer(ChannelRepository repository, ChannelRepository.Index index, PointerCheck check)
            throws IOException {
        IndexedPackage newest = PointerCheck.newest(index.packages(), channel)
                .orElseThrow(() -> repository.broken("has no pointer of channel " + channel, null));
        try (ScratchDirectory scratch = store.scratch()) {
            Path file = scratch.path().resolve(newest.name().fileName());
            if (!repository.download(newest, file, POINTER_LIMIT).equals(newest.sha256())) {
                throw repository.broken("gives another file than its index names for " + newest.name(), null);
            }
            return check.check(file);
        }
    }

    // The wanted release is in the store: it is the answer, unless the pointer may not be followed any more.
    private void settle(Answer answer, Instant now) {
        checkTaken(answer, now);
        answer.release = stored(answer.wanted.orElseThrow());
    }

    private void checkTaken(Answer answer, Instant now) {
        ChannelPointer pointer = answer.pointer.orElseThrow();
        PointerCheck.stale(pointer, now).ifPresent(stale -> {
            throw stale;
        });
        ReleasePin wanted = answer.wanted.orElseThrow();
        String floor = answer.release
                .map(release -> release.manifest().securityFloor())
                .orElse("");
        if (!floor.isEmpty() && RpmVersion.compare(wanted.id().text(), floor) < 0) {
            throw new Failure(
                    Reason.ROLLED_BACK,
                    "Channel " + channel + " wants release " + wanted.id() + ", but this node may not go back behind "
                            + floor + ".",
                    "Promote a release that is not older than the security floor.");
        }
    }

    private boolean isStored(ReleasePin pin) {
        return store.release(pin.id())
                .filter(release ->
                        release.packageSha256().equals(pin.packageFile().sha256()))
                .isPresent();
    }

    private Optional<StoredRelease> stored(ReleasePin pin) {
        Optional<StoredRelease> release = store.release(pin.id());
        if (release.isPresent()
                && !release.get().packageSha256().equals(pin.packageFile().sha256())) {
            throw new Failure(
                    Reason.UNVERIFIED,
                    "Release " + pin.id() + " is in the store, but from another package than the channel names now.",
                    "Build the release under a new id: an id never stands for two releases.");
        }
        return release;
    }

    private static Failure files(IOException e) {
        return new Failure(
                Reason.FILES,
                "The node's state cannot be read or written: " + e.getMessage() + ".",
                "Check the disk and the permissions of the state directory.",
                e);
    }
}
