package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stringless.applier.engine.EngineDirectories;
import org.stringless.applier.pull.Pull;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.module.TreeEntry;
import org.stringless.model.node.NodeName;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Trigger;

/** A node below a directory, with the real Puppet, releases put into its store by hand, and records kept in lists. */
final class TestNode implements RecordSink {
    final Path root;
    final Path state;
    final NodeStore store;
    final List<RunRecord> opened = new ArrayList<>();
    final List<RunRecord> closed = new ArrayList<>();
    final List<RunRecord> refused = new ArrayList<>();
    Duration limit = Duration.ofMinutes(2);
    Consumer<RunRecord.LogLine> voice = line -> {};
    Progress progress = Progress.SILENT;

    /** What Puppet once said of its settings, with the root it said it for: asking takes a second for each node. */
    private static String settings = "";

    private static String settingsRoot = "";

    TestNode(Path root) throws IOException {
        this.root = root;
        state = root.resolve("var/lib/stringless");
        store = new NodeStore(state);
        Path memory = EngineSetup.memory(state);
        Files.createDirectories(memory.getParent());
        synchronized (TestNode.class) {
            if (settings.isEmpty()) {
                engine().settings(engine().program(), state);
                settings = Files.readString(memory);
                settingsRoot = root.toString();
            } else {
                Files.writeString(memory, settings.replace(settingsRoot, root.toString()));
            }
        }
    }

    /** Puts a release with that code into the store. */
    StoredRelease release(String id, String code) throws IOException {
        return release(id, code, "");
    }

    /** Puts a release with that code and that {@code environment.conf} into the store. */
    StoredRelease release(String id, String code, String configuration) throws IOException {
        Path tree = Files.createDirectories(state.resolve("store/.by-hand-" + id));
        Files.createDirectories(tree.resolve("manifests"));
        Path site = Files.writeString(tree.resolve("manifests/site.pp"), code);
        Path conf = Files.writeString(tree.resolve("environment.conf"), configuration);
        Release manifest = new Release(
                new EnvironmentName("production"),
                new ReleaseId(id),
                "0".repeat(40),
                Instant.parse("2026-01-01T00:00:00Z"),
                "a test",
                "",
                TreeDigest.of(List.of(
                        new TreeEntry.RegularFile("environment.conf", false, Files.size(conf), Sha256.of(conf)),
                        new TreeEntry.Directory("manifests"),
                        new TreeEntry.RegularFile("manifests/site.pp", false, Files.size(site), Sha256.of(site)))),
                List.of());
        return store.addRelease(manifest, tree, "0".repeat(64));
    }

    /** A run that gets this release from its channel, and perhaps a problem with it. */
    RunRecord run(
            RunOrder order, Optional<ReleaseId> wanted, Optional<StoredRelease> release, Optional<Failure> problem)
            throws IOException {
        return prepared(order, wanted, release, problem).run();
    }

    /** A full run that gets this release from its channel. */
    RunRecord run(StoredRelease release) throws IOException {
        return run(order(), Optional.of(release.id()), Optional.of(release), Optional.empty());
    }

    NodeRun prepared(
            RunOrder order, Optional<ReleaseId> wanted, Optional<StoredRelease> release, Optional<Failure> problem) {
        return new NodeRun(parts(new Pull(Optional.empty(), wanted, release, problem)), order);
    }

    RunParts parts(Pull pull) {
        return parts((RunParts.Fetch) entered -> pull);
    }

    RunParts parts(RunParts.Fetch fetch) {
        return new RunParts(
                identity(),
                state,
                engine(),
                store,
                3,
                fetch,
                this,
                TestNode::advice,
                Clock.systemUTC(),
                progress,
                line -> voice.accept(line));
    }

    static RunOrder order() {
        return RunOrder.full(Trigger.TIMER);
    }

    EngineSetup engine() {
        return new EngineSetup(Optional.empty(), EngineDirectories.below(root), limit, Duration.ofSeconds(1));
    }

    Optional<ReleaseId> current() throws IOException {
        return store.current().map(StoredRelease::id);
    }

    static NodeIdentity identity() {
        return new NodeIdentity(
                new NodeName("node.example"),
                "boot",
                "stringless test",
                Optional.empty(),
                Duration.ofMinutes(30),
                false);
    }

    private static Failure advice(Throwable problem) {
        return problem instanceof Failure failure
                ? failure
                : new Failure(Reason.INTERNAL, problem + ".", "Look at the trace.", problem);
    }

    @Override
    public void opened(RunRecord record) {
        opened.add(record);
    }

    @Override
    public void closed(RunRecord record) {
        closed.add(record);
    }

    @Override
    public void refused(RunRecord record) {
        refused.add(record);
    }
}
