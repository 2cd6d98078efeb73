package org.stringless.applier.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.engine.EngineReport;
import org.stringless.applier.engine.EngineResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.Problem;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.model.run.Stage;

/** A run's record while it is being written. */
final class RunDraft {
    private final RunOrder order;
    private final NodeIdentity node;
    private final Clock clock;
    private final RunId id;
    private final long sequence;
    private final Instant started;
    private final long startedNanos = System.nanoTime();
    private final Map<Stage, Duration> timings = new EnumMap<>(Stage.class);
    private final List<ResourceEvent> events = new ArrayList<>();
    private final List<LogLine> logs = new ArrayList<>();
    private Stage stage = Stage.START;
    private long enteredNanos = startedNanos;
    private Duration period;
    private Optional<ReleaseId> wanted = Optional.empty();
    private Optional<ReleaseId> applied = Optional.empty();
    private Optional<Failure> problem = Optional.empty();
    private ResourceCounts counts = ResourceCounts.NONE;
    private String engine = "";
    private long serial;
    private int exit;

    RunDraft(RunOrder order, NodeIdentity node, long sequence, Clock clock, RandomGenerator random) {
        this.order = order;
        this.node = node;
        this.clock = clock;
        this.sequence = sequence;
        this.started = clock.instant();
        this.id = RunId.at(started, random);
        this.period = node.period();
    }

    RunId id() {
        return id;
    }

    Stage stage() {
        return stage;
    }

    /** A stage begins; the one before it ends. Back to an earlier one adds to its time. */
    void enter(Stage next) {
        long now = System.nanoTime();
        timings.merge(stage, Duration.ofNanos(now - enteredNanos), Duration::plus);
        enteredNanos = now;
        stage = next;
    }

    void pointer(ChannelPointer pointer) {
        serial = pointer.serial();
        period = node.ownPeriod() ? period : pointer.period();
    }

    void wanted(Optional<ReleaseId> release) {
        wanted = release;
    }

    void applied(ReleaseId release) {
        applied = Optional.of(release);
    }

    boolean hasProblem() {
        return problem.isPresent();
    }

    /** What kept the run from doing all; a later problem is nearer to the end and takes the earlier one's place, which stays in the logs. */
    void problem(Failure failure) {
        problem.ifPresent(earlier -> say("err", earlier.sentence()));
        problem = Optional.of(failure);
    }

    /** A message of our own. */
    void say(String level, String message) {
        logs.add(new LogLine(clock.instant(), level, "stringless", message));
    }

    /** Takes over the messages of an engine whose catalog was not applied. */
    void logs(EngineResult result) {
        engine = result.engine().isEmpty() ? engine : result.engine();
        result.report().map(EngineReport::logs).ifPresent(logs::addAll);
    }

    /** Takes over what an engine did. */
    void result(EngineResult result) {
        logs(result);
        counts = result.counts();
        exit = result.exit();
        result.report().map(EngineReport::events).ifPresent(events::addAll);
        if (result.report().isEmpty()) {
            result.running()
                    .ifPresent(resource -> events.add(new ResourceEvent(
                            resource, "failed", "", "", "", "was running when Puppet ended", false, "", 0)));
        }
    }

    /** What is true if nobody ever closes this record. */
    RunRecord open() {
        Problem interrupted = new Problem(
                Reason.INTERRUPTED,
                "The run ended without a word, at stage " + stage.code() + ".",
                "Look into the journal of that time for a reboot, a kill or a full memory.");
        return record(started, Outcome.FAILED, Optional.of(interrupted), Reason.INTERRUPTED.exitStatus());
    }

    /** The finished record. */
    RunRecord close() {
        if (problem.isEmpty()) {
            enter(Stage.DONE);
        } else {
            enter(stage);
        }
        Instant ended = started.plusNanos(System.nanoTime() - startedNanos);
        Optional<Problem> closed = problem.map(
                failure -> new Problem(failure.reason(), RecordBounds.cut(failure.sentence()), failure.next()));
        return record(
                ended,
                outcome(),
                closed,
                problem.map(Failure::reason).map(Reason::exitStatus).orElse(exit));
    }

    private Outcome outcome() {
        @Nullable Reason reason = problem.map(Failure::reason).orElse(null);
        if (reason == Reason.LOCKED || reason == Reason.DISABLED) {
            return Outcome.SKIPPED;
        }
        if (reason != null) {
            return Outcome.FAILED;
        }
        return switch (exit) {
            case 0 -> Outcome.UNCHANGED;
            case 2 -> Outcome.CHANGED;
            default -> Outcome.FAILED;
        };
    }

    private RunRecord record(Instant ended, Outcome outcome, Optional<Problem> told, int status) {
        List<ResourceEvent> keptEvents = RecordBounds.events(events);
        List<LogLine> keptLogs = new ArrayList<>(RecordBounds.logs(logs));
        int left = events.size() - keptEvents.size() + logs.size() - keptLogs.size();
        if (left > 0) {
            keptLogs.add(new LogLine(
                    clock.instant(), "warning", "stringless", left + " events and messages are left out for size"));
        }
        return new RunRecord(
                id,
                node.name(),
                node.bootId(),
                sequence,
                started,
                ended,
                started.plus(period.multipliedBy(2)),
                order.trigger(),
                stage,
                outcome,
                told,
                wanted,
                applied,
                node.channel(),
                serial,
                status,
                node.runner(),
                engine,
                order.noop(),
                order.tags(),
                order.skipTags(),
                timings,
                counts,
                keptEvents,
                keptLogs);
    }
}
