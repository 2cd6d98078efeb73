package org.stringless.collector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.Problem;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;

/** Run records as nodes send them: one builder a record. */
public final class SampleRuns {
    /** When the sample runs start. */
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /** A release. */
    public static final ReleaseId RELEASE = new ReleaseId("20260301.093000.abc1234");

    private static final RandomGenerator RANDOM = new Random(7);

    private final String node;
    private long sequence = 1;
    private String bootId = "b0071d";
    private Instant started = START;
    private Outcome outcome = Outcome.UNCHANGED;
    private Stage stage = Stage.DONE;
    private Optional<Problem> problem = Optional.empty();
    private Optional<ReleaseId> wanted = Optional.of(RELEASE);
    private Optional<ReleaseId> applied = Optional.of(RELEASE);
    private boolean noop;
    private ResourceCounts resources = new ResourceCounts(240, 0, 0, 0, 0, 0);
    private final List<ResourceEvent> events = new ArrayList<>();
    private final List<LogLine> logs = new ArrayList<>();

    private SampleRuns(String node) {
        this.node = node;
    }

    /** An unchanged run of that node, its first, at {@link #START}, due again 30 minutes later. */
    public static SampleRuns of(String node) {
        return new SampleRuns(node);
    }

    /** A run with a changed file. */
    public SampleRuns changed() {
        outcome = Outcome.CHANGED;
        resources = new ResourceCounts(240, 1, 0, 0, 0, 0);
        events.add(new ResourceEvent(
                "File[/etc/motd]",
                "changed",
                "content",
                "{sha256}aa",
                "{sha256}bb",
                "content changed",
                false,
                "modules/motd/manifests/init.pp",
                12));
        logs.add(new LogLine(
                started.plusSeconds(3), "notice", "/Stage[main]/Motd/File[/etc/motd]/content", "content changed"));
        return this;
    }

    /** A run in which a package could not be installed. */
    public SampleRuns failed(String resource, String message) {
        outcome = Outcome.FAILED;
        resources = new ResourceCounts(240, 0, 1, 1, 0, 0);
        events.add(new ResourceEvent(
                resource, "failed", "ensure", "purged", "present", message, false, "manifests/site.pp", 7));
        events.add(new ResourceEvent(
                "Service[nginx]", "skipped", "", "", "", "a dependency failed", false, "manifests/site.pp", 9));
        logs.add(new LogLine(started.plusSeconds(4), "err", "/Stage[main]/" + resource, message));
        return this;
    }

    /** A run whose catalog did not compile: Puppet made no report. */
    public SampleRuns notCompiled(String message) {
        outcome = Outcome.FAILED;
        stage = Stage.COMPILE;
        problem = Optional.of(new Problem(
                Reason.COMPILE_FAILED,
                "The release " + RELEASE + " does not compile on " + node + ".",
                "Correct the code and publish a new release."));
        applied = Optional.empty();
        resources = ResourceCounts.NONE;
        logs.add(new LogLine(started.plusSeconds(2), "err", "Puppet", message));
        return this;
    }

    /** A run that an administrator forbade. */
    public SampleRuns disabled(String why) {
        outcome = Outcome.SKIPPED;
        stage = Stage.START;
        problem = Optional.of(
                new Problem(Reason.DISABLED, "Runs are disabled: " + why + ".", "Enable them by 'stringless enable'."));
        wanted = Optional.empty();
        applied = Optional.empty();
        resources = ResourceCounts.NONE;
        return this;
    }

    /** A noop run that would have changed so many resources. */
    public SampleRuns pending(int changes) {
        noop = true;
        resources = new ResourceCounts(240, 0, 0, 0, changes, 0);
        return this;
    }

    /** The same with that number on its node. */
    public SampleRuns number(long other) {
        sequence = other;
        return this;
    }

    /** The same after another boot. */
    public SampleRuns boot(String other) {
        bootId = other;
        return this;
    }

    /** The same at another time. */
    public SampleRuns at(Instant other) {
        started = other;
        return this;
    }

    /** The same with that release wanted. */
    public SampleRuns wanting(String release) {
        wanted = Optional.of(new ReleaseId(release));
        return this;
    }

    /** The same with one more line in its log. */
    public SampleRuns saying(String level, String source, String message) {
        logs.add(new LogLine(started.plusSeconds(1), level, source, message));
        return this;
    }

    /** The record. */
    public RunRecord record() {
        Instant ended = started.plusSeconds(12);
        return new RunRecord(
                RunId.at(started, RANDOM),
                new NodeName(node),
                bootId,
                sequence,
                started,
                ended,
                ended.plus(Duration.ofMinutes(30)),
                Trigger.TIMER,
                stage,
                outcome,
                problem,
                wanted,
                applied,
                Optional.of(new ChannelName("production")),
                42,
                outcome == Outcome.FAILED ? 4 : 0,
                "stringless 0.1.0",
                "puppet 7.23.0",
                noop,
                List.of(),
                List.of(),
                Map.of(
                        Stage.FETCH,
                        Duration.ofMillis(420),
                        Stage.COMPILE,
                        Duration.ofSeconds(3),
                        Stage.APPLY,
                        Duration.ofSeconds(8)),
                resources,
                events,
                logs);
    }
}
