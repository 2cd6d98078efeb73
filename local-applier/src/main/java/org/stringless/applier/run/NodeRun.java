package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.engine.EngineOrder;
import org.stringless.applier.engine.EngineProcess;
import org.stringless.applier.engine.EngineResult;
import org.stringless.applier.engine.EngineResult.End;
import org.stringless.applier.engine.PuppetProgram;
import org.stringless.applier.engine.PuppetSettings;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.file.FileTree;
import org.stringless.model.failure.Failure;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Stage;

/**
 * One run: take the lock, open the record, start the engine, fetch meanwhile, compile, switch, apply, close the record. Whatever happens,
 * the record says so, and the release that was current stays so until another one has compiled.
 */
public final class NodeRun {
    private final RunParts parts;
    private final RunOrder order;
    private volatile boolean interrupted;
    private volatile @Nullable EngineProcess running;

    /** A run that is about to be made. */
    public NodeRun(RunParts parts, RunOrder order) {
        this.parts = parts;
        this.order = order;
    }

    /**
     * Makes it.
     *
     * @return the closed record
     * @throws IOException when not even the state directory can be used
     */
    public RunRecord run() throws IOException {
        return recorded(this::recipe);
    }

    /**
     * Makes none, and keeps that in a record like any other.
     *
     * @param why what keeps this node from running at all
     * @return the closed record
     * @throws Failure that same reason when not even the state directory can be used
     */
    public RunRecord refuse(Failure why) {
        try {
            return recorded(draft -> {
                throw why;
            });
        } catch (IOException e) {
            why.addSuppressed(e);
            throw why;
        }
    }

    private interface Recipe {
        void follow(RunDraft draft) throws IOException;
    }

    private RunRecord recorded(Recipe recipe) throws IOException {
        long number = new Sequence(parts.state().resolve("state"), parts.clock()).next();
        RunDraft draft = new RunDraft(order, parts.node(), number, parts.clock(), new SplittableRandom());
        RunLock lock;
        try {
            lock = RunLock.take(parts.state(), order.waitForLock());
        } catch (Failure busy) {
            draft.problem(busy);
            RunRecord record = draft.close();
            parts.sink().refused(record);
            return record;
        }
        try (lock) {
            parts.sink().opened(draft.open());
            try {
                recipe.follow(draft);
            } catch (IOException | RuntimeException e) {
                draft.problem(parts.advice().apply(e));
            }
            parts.progress().end();
            RunRecord record = draft.close();
            parts.sink().closed(record);
            return record;
        }
    }

    /** Ends the run as soon as it can be; its record will say so. Callable from any thread. */
    public void interrupt() {
        interrupted = true;
        EngineProcess engine = running;
        if (engine != null) {
            engine.stop();
        }
    }

    private void recipe(RunDraft draft) throws IOException {
        PuppetProgram program = parts.engine().program();
        PuppetSettings settings = parts.engine().settings(program, parts.state());
        new Disabling(settings.disabledFile()).check(parts.clock().instant());
        Path scratch = FileTree.makePrivate(
                parts.state().resolve("runs").resolve(draft.id().toString()));
        try {
            boolean compiles = applyWanted(draft, program, settings, scratch.resolve("wanted"));
            if (!compiles) {
                applyLastGood(draft, program, settings, scratch.resolve("last-good"));
            }
        } finally {
            FileTree.delete(scratch);
        }
        if (!order.noop() && !draft.hasProblem()) {
            parts.store().prune(parts.keepReleases());
        }
    }

    /** False when there is a release that does not compile here and another one that did. */
    private boolean applyWanted(RunDraft draft, PuppetProgram program, PuppetSettings settings, Path scratch)
            throws IOException {
        try (EngineProcess engine = start(program, scratch)) {
            clearOtherScratch(scratch);
            Optional<StoredRelease> release =
                    new ReleaseChoice(parts, order, draft, stage -> enter(draft, stage)).choose();
            if (release.isEmpty()) {
                return true;
            }
            EngineResult result = apply(engine, release.get(), settings, scratch, draft);
            Optional<StoredRelease> current = parts.store().current();
            boolean another = current.isPresent()
                    && !current.get().id().equals(release.get().id());
            if (result.end() == End.NOT_COMPILED && another) {
                draft.logs(result);
                Verdict.of(result, release.get().id(), parts.engine().limit()).ifPresent(draft::problem);
                draft.say(
                        "warning",
                        "applying the last good release " + current.get().id() + " instead");
                return false;
            }
            conclude(draft, release.get(), result);
            return true;
        }
    }

    /** The wanted release does not compile here; the node keeps being managed by the one that did. */
    private void applyLastGood(RunDraft draft, PuppetProgram program, PuppetSettings settings, Path scratch)
            throws IOException {
        StoredRelease current = parts.store().current().orElseThrow();
        if (!new ReleaseChoice(parts, order, draft, stage -> {}).isWhole(current)) {
            return;
        }
        try (EngineProcess engine = start(program, scratch)) {
            conclude(draft, current, apply(engine, current, settings, scratch, draft));
        }
    }

    private EngineProcess start(PuppetProgram program, Path scratch) throws IOException {
        Path lock = parts.state().resolve("runs/engine.lock");
        parts.progress().begin("starting Puppet", 0);
        EngineProcess engine = parts.engine().start(program, scratch, lock, order.waitForLock());
        running = engine;
        if (!engine.awaitLock()) {
            engine.close();
            throw RunLock.held();
        }
        return engine;
    }

    private EngineResult apply(
            EngineProcess engine, StoredRelease release, PuppetSettings settings, Path scratch, RunDraft draft)
            throws IOException {
        enter(draft, Stage.LOAD);
        if (interrupted) {
            throw Verdict.interrupted("The run was stopped from outside before Puppet began.");
        }
        EngineOrder words = new EngineOrder(
                release.directory(),
                release.environment(),
                parts.node().name(),
                order.noop(),
                order.tags(),
                order.skipTags(),
                order.showDiff(),
                parts.engine().options(settings, order.noop(), scratch));
        RunWatch watch = new RunWatch(parts, release, order.noop(), stage -> enter(draft, stage));
        return engine.run(words, watch, parts.engine().limit());
    }

    private void conclude(RunDraft draft, StoredRelease release, EngineResult result) {
        draft.result(result);
        if (draft.stage() == Stage.APPLY) {
            draft.applied(release.id());
        }
        Verdict.of(result, release.id(), parts.engine().limit()).ifPresent(draft::problem);
    }

    private void enter(RunDraft draft, Stage stage) {
        if (draft.stage() != stage) {
            draft.enter(stage);
            parts.sink().opened(draft.open());
        }
    }

    /** What runs left behind that did not live to clean up; no engine of theirs lives, for we hold its lock. */
    private static void clearOtherScratch(Path scratch) throws IOException {
        Path own = scratch.getParent();
        Path runs = own == null ? null : own.getParent();
        if (runs == null) {
            return;
        }
        List<Path> others;
        try (Stream<Path> entries = Files.list(runs)) {
            others = entries.filter(Files::isDirectory)
                    .filter(entry -> !entry.equals(own))
                    .toList();
        }
        for (Path other : others) {
            FileTree.delete(other);
        }
    }
}
