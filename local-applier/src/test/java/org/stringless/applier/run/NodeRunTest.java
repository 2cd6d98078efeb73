package org.stringless.applier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.stringless.applier.engine.PuppetSettings;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.file.FileTree;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;

/** Runs with the real Puppet of this machine, whose start is what takes the time: two at once, each on a node of its own. */
@Execution(ExecutionMode.CONCURRENT)
class NodeRunTest {
    @TempDir
    private Path root;

    private TestNode node;

    @BeforeEach
    void aNode() throws IOException {
        node = new TestNode(root);
    }

    @Test
    void appliesAReleaseMakesItCurrentAndSeesDriftLaterWhichADryRunLeavesAlone() throws IOException {
        Path motd = root.resolve("motd");
        StoredRelease release = node.release("1.a", "file { '" + motd + "': content => \"hello\\n\" }");
        RunRecord first = node.run(release);
        assertThat(first.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(first.exitStatus()).isEqualTo(2);
        assertThat(first.stage()).isEqualTo(Stage.DONE);
        assertThat(first.problem()).isEmpty();
        assertThat(first.applied()).contains(release.id());
        assertThat(first.engine()).matches("(puppet|openvox) [0-9.]+");
        assertThat(first.dueBy()).isEqualTo(first.started().plus(Duration.ofHours(1)));
        assertThat(first.timings())
                .containsKeys(Stage.START, Stage.FETCH, Stage.VERIFY, Stage.LOAD, Stage.COMPILE, Stage.APPLY);
        assertThat(first.resources()).isEqualTo(new ResourceCounts(1, 1, 0, 0, 0, 0));
        assertThat(first.events()).singleElement().satisfies(event -> {
            assertThat(event.resource()).isEqualTo("File[" + motd + "]");
            assertThat(event.status()).isEqualTo("changed");
            assertThat(event.file()).isEqualTo("manifests/site.pp");
        });
        assertThat(node.current()).contains(release.id());
        Files.writeString(motd, "drift\n");
        RunRecord dry = dryRunOfAnotherRelease(motd);
        assertThat(node.current()).contains(release.id());
        RunRecord second = node.run(release);
        assertThat(second.sequence()).isEqualTo(first.sequence() + 2);
        assertThat(second.resources().corrective()).isEqualTo(1);
        assertThat(motd).hasContent("hello\n");
        assertThat(node.opened).allSatisfy(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.INTERRUPTED);
        });
        assertThat(node.opened)
                .filteredOn(record -> record.id().equals(first.id()))
                .extracting(RunRecord::stage)
                .containsExactly(Stage.START, Stage.FETCH, Stage.VERIFY, Stage.LOAD, Stage.COMPILE, Stage.APPLY);
        assertThat(node.closed).containsExactly(first, dry, second);
        assertThat(node.state.resolve("runs").toFile().list((dir, name) -> !name.endsWith("lock")))
                .isEmpty();
    }

    /** It changes neither the node nor Puppet's state. */
    private RunRecord dryRunOfAnotherRelease(Path motd) throws IOException {
        StoredRelease next = node.release("2.b", "file { '" + motd + "': content => 'two' }");
        Path[] live = {root.resolve("var/cache"), root.resolve("etc"), root.resolve("run"), motd};
        List<String> before = Listing.of(live);
        RunRecord record =
                node.run(TestNode.order().withNoop(), Optional.of(next.id()), Optional.of(next), Optional.empty());
        assertThat(record.noop()).isTrue();
        assertThat(record.exitStatus()).isZero();
        assertThat(record.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(record.resources().pending()).isEqualTo(1);
        assertThat(record.events()).extracting(ResourceEvent::status).containsExactly("pending");
        assertThat(Listing.of(live)).isEqualTo(before);
        return record;
    }

    @Test
    void appliesTheLastGoodReleaseWhenTheWantedOneDoesNotCompile() throws IOException {
        StoredRelease good = node.release("1.a", "notice('good')");
        node.store.activate(good);
        StoredRelease broken = node.release("2.b", "include nowhere\n");
        RunRecord record = node.run(broken);
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.exitStatus()).isEqualTo(Reason.COMPILE_FAILED.exitStatus());
        assertThat(record.problem().orElseThrow().message()).contains("nowhere", "2.b", "manifests/site.pp:1");
        assertThat(record.wanted()).contains(broken.id());
        assertThat(record.applied()).contains(good.id());
        assertThat(node.current()).contains(good.id());
        assertThat(record.logs())
                .anySatisfy(line -> assertThat(line.message()).contains("last good release 1.a"))
                .anySatisfy(line -> assertThat(line.message()).contains("Could not find class"));
    }

    /** As the kernel does when memory runs out. What Puppet logged before has nothing to do with it. */
    @Test
    void anEngineThatIsKilledWhileItCompilesIsToldAsThat() throws IOException {
        RunRecord record = node.run(
                node.release("1.a", "err('unrelated') $x = generate('/bin/sh', '-c', 'kill -9 $PPID; sleep 60')"));
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.problem().orElseThrow().message())
                .contains("it was killed", "memory")
                .doesNotContain("unrelated");
        assertThat(node.current()).isEmpty();
        assertThat(node.closed).containsExactly(record);
    }

    /** As in most control repositories: r10k leaves a {@code .git} in the environment, a release has none. */
    @Test
    void aConfigVersionThatAsksGitIsAWarningAndNoReasonToStop() throws IOException {
        String asksGit = "config_version = '/bin/sh -c \"git --git-dir $environmentpath/.git rev-parse HEAD\"'\n";
        StoredRelease release = node.release("1.a", "notify { 'a': }", asksGit);
        RunRecord record = node.run(release);
        assertThat(record.problem()).isEmpty();
        assertThat(record.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(node.current()).contains(release.id());
        assertThat(record.logs()).anySatisfy(line -> {
            assertThat(line.level()).isEqualTo("warning");
            assertThat(line.message()).contains("config_version", "the time stands for the version");
        });
    }

    @Test
    void aRunThatCannotEvenBeMadeHasItsRecord() throws IOException {
        Failure why = new Failure(Reason.CONFIGURATION, "stringless.yaml:3: unknown key 'nod'.", "Correct it.");
        NodeRun run = node.prepared(TestNode.order(), Optional.empty(), Optional.empty(), Optional.empty());
        RunRecord record = run.refuse(why);
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.stage()).isEqualTo(Stage.START);
        assertThat(record.exitStatus()).isEqualTo(78);
        assertThat(record.problem().orElseThrow().message()).isEqualTo(why.sentence());
        assertThat(node.opened).hasSize(1);
        assertThat(node.closed).containsExactly(record);
        FileTree.delete(node.state);
        Files.writeString(node.state, "no directory");
        assertThat(catchThrowable(() -> run.refuse(why))).isSameAs(why);
    }

    @Test
    void appliesNothingWhenTheOnlyReleaseDoesNotCompile() throws IOException {
        RunRecord record = node.run(node.release("1.a", "file { 'relative/path': }"));
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.COMPILE_FAILED);
        assertThat(record.applied()).isEmpty();
        assertThat(node.current()).isEmpty();
    }

    @Test
    void tellsFailedAndSkippedResources() throws IOException {
        RunRecord record = node.run(node.release(
                "1.a",
                "exec { '/bin/false': } -> notify { 'never': }  notify { 'a': } file { '/proc/x/y': content => 'z' }"));
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.problem()).isEmpty();
        assertThat(record.exitStatus()).isEqualTo(6);
        assertThat(record.resources()).isEqualTo(new ResourceCounts(4, 1, 2, 1, 0, 0));
        assertThat(record.events())
                .extracting(ResourceEvent::status)
                .containsExactlyInAnyOrder("failed", "failed", "skipped", "changed")
                .startsWith("failed", "failed");
    }

    @Test
    void aDependencyCycleIsAnAbortedApplication() throws IOException {
        RunRecord record = node.run(
                node.release("1.a", "notify { 'a': require => Notify['b'] } notify { 'b': require => Notify['a'] }"));
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.APPLY_ABORTED);
        assertThat(record.problem().orElseThrow().message()).contains("cycle");
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void appliesTheCurrentReleaseAndSaysSoWhenTheChannelHasTrouble() throws IOException {
        StoredRelease good = node.release("1.a", "notice('good')");
        node.store.activate(good);
        Failure dead = new Failure(Reason.REPOSITORY_UNREACHABLE, "It is dead.", "Wake it.");
        RunRecord record = node.run(TestNode.order(), Optional.empty(), Optional.of(good), Optional.of(dead));
        assertThat(record.applied()).contains(good.id());
        assertThat(record.resources().failed()).isZero();
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.exitStatus()).isEqualTo(Reason.REPOSITORY_UNREACHABLE.exitStatus());
    }

    @Test
    void aNodeWithNothingToApplySaysWhy() throws IOException {
        Failure full = new Failure(Reason.NO_SPACE, "It is full.", "Free some.");
        RunRecord record = node.run(TestNode.order(), Optional.empty(), Optional.empty(), Optional.of(full));
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.NO_SPACE);
        assertThat(record.applied()).isEmpty();
    }

    @Test
    void anApplicationThatTakesTooLongIsStoppedAndTheHangingResourceNamed() throws IOException {
        StoredRelease release = node.release("1.a", "exec { '/bin/sleep 97': }");
        RunRecord record;
        // On a slow machine Puppet may not have come to the resource yet; then it gets more time.
        int seconds = 8;
        do {
            node.limit = Duration.ofSeconds(seconds);
            record = node.run(release);
            assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.TIMED_OUT);
            seconds *= 3;
        } while (record.stage() != Stage.APPLY && seconds < 90);
        assertThat(record.problem().orElseThrow().message()).contains("Exec[/bin/sleep 97]");
        assertThat(record.exitStatus()).isEqualTo(Reason.TIMED_OUT.exitStatus());
        assertThat(node.closed).endsWith(record);
    }

    @Test
    void aRunStoppedFromOutsideSaysSo() throws IOException {
        NodeRun[] run = new NodeRun[1];
        node.progress = new Progress() {
            @Override
            public void begin(String stage, long total) {}

            @Override
            public void advance(long amount, String what) {
                run[0].interrupt();
            }

            @Override
            public void end() {}
        };
        StoredRelease release = node.release("1.a", "exec { '/bin/sleep 98': }");
        run[0] = node.prepared(TestNode.order(), Optional.of(release.id()), Optional.of(release), Optional.empty());
        RunRecord record = run[0].run();
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(record.exitStatus()).isEqualTo(Reason.INTERRUPTED.exitStatus());
    }

    @Test
    void tagsLimitTheRunAndAreInItsRecord() throws IOException {
        StoredRelease release = node.release("1.a", "notify { 'a': tag => 'wanted' } notify { 'b': }");
        RunRecord record = node.run(
                new RunOrder(
                        Trigger.HAND,
                        false,
                        List.of("wanted"),
                        List.of(),
                        Optional.of(release.id()),
                        false,
                        false,
                        Duration.ZERO),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(record.tags()).containsExactly("wanted");
        assertThat(record.events()).extracting(ResourceEvent::resource).containsExactly("Notify[a]");
    }

    @Test
    void aDisabledNodeIsSkippedUntilItsTimeIsOver() throws IOException {
        PuppetSettings settings = node.engine().settings(node.engine().program(), Files.createDirectories(node.state));
        Disabling disabling = new Disabling(settings.disabledFile());
        disabling.disable("maintenance", Optional.empty(), Instant.now());
        RunRecord record = node.run(node.release("1.a", "notice('x')"));
        assertThat(record.outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(record.exitStatus()).isEqualTo(Reason.DISABLED.exitStatus());
        assertThat(record.problem().orElseThrow().message()).contains("maintenance");
        disabling.disable(
                "maintenance", Optional.of(Duration.ofHours(1)), Instant.now().minusSeconds(7200));
        assertThat(node.run(node.store.release(new ReleaseId("1.a")).orElseThrow())
                        .problem())
                .isEmpty();
        assertThat(settings.disabledFile()).doesNotExist();
    }

    @Test
    void aBusyNodeIsSkippedAndTheBusyRunsOpenRecordStays() throws IOException {
        StoredRelease release = node.release("1.a", "notice('x')");
        RunLock lock = RunLock.take(node.state, Duration.ZERO);
        try (lock) {
            RunRecord record = node.run(release);
            assertThat(record.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(record.exitStatus()).isEqualTo(Reason.LOCKED.exitStatus());
            assertThat(node.refused).containsExactly(record);
            assertThat(node.opened).isEmpty();
        }
    }

    @Test
    void anEngineThatOutlivesItsRunnerKeepsTheNextRunAway() throws IOException {
        StoredRelease release = node.release("1.a", "notice('x')");
        Path lock = Files.createDirectories(node.state.resolve("runs")).resolve("engine.lock");
        Process other = org.stringless.io.process.Command.of("flock", lock.toString(), "sh", "-c", "echo held; cat")
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThat(node.run(release).problem().orElseThrow().reason()).isEqualTo(Reason.LOCKED);
        } finally {
            other.destroyForcibly();
        }
        assertThat(node.current()).isEmpty();
    }

    @Test
    void theLockOfPuppetsOwnAgentIsHonoured() throws IOException {
        StoredRelease release = node.release("1.a", "notice('x')");
        Process agent = org.stringless.io.process.Command.of(
                        "ruby", "-e", "$0 = 'puppet agent'; $stdout.puts 'named'; $stdout.flush; $stdin.read")
                .start();
        try {
            assertThat(agent.inputReader().readLine()).isEqualTo("named");
            Path state = Files.createDirectories(root.resolve("var/cache/puppet/state"));
            Files.writeString(state.resolve("agent_catalog_run.lock"), Long.toString(agent.pid()));
            RunRecord record = node.run(release);
            assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.LOCKED);
            assertThat(record.outcome()).isEqualTo(Outcome.SKIPPED);
        } finally {
            agent.destroyForcibly();
        }
        assertThat(node.current()).isEmpty();
    }

    @Test
    void anUnreadablePuppetConfMakesTheEngineUnusable() throws IOException {
        Files.createDirectories(root.resolve("etc/puppet"));
        Files.writeString(root.resolve("etc/puppet/puppet.conf"), "[main]\nnoop = true\nbad line\n");
        RunRecord record = node.run(node.release("1.a", "notice('x')"));
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.ENGINE_UNUSABLE);
        assertThat(record.problem().orElseThrow().message()).contains("puppet.conf");
    }
}
