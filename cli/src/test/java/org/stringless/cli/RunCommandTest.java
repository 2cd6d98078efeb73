package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.cli.NodeByHand.Ended;
import org.stringless.io.json.JsonObject;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Stage;
import org.stringless.reportwire.RunRecordJson;

/** The node's commands with the real Puppet. */
class RunCommandTest {
    @TempDir
    private Path root;

    private NodeByHand node;

    @BeforeEach
    void aNode() throws IOException {
        node = new NodeByHand(root);
        node.configure("");
    }

    @Test
    void runsAndTellsAndRemembers() throws IOException {
        node.release("1.a", "file { '" + root + "/motd': content => 'hello' }");
        Ended first = node.stringless("run", "--release", "1.a", "--output", "json");
        assertThat(first.status()).as(first.err()).isEqualTo(2);
        assertThat(first.err()).isEmpty();
        RunRecord record = RunRecordJson.read(first.out().getBytes());
        assertThat(node.records()).containsExactly(record);
        Ended second = node.stringless("run", "--no-fetch", "--detailed-exitcodes");
        assertThat(second.status()).isZero();
        assertThat(second.out()).startsWith("unchanged: release 1.a, 1 resources");
        JsonObject status =
                JsonObject.parse(node.stringless("status", "--output", "json").out());
        assertThat(status.text("current_release")).isEqualTo("1.a");
        assertThat(status.bool("overdue")).isFalse();
        assertThat(status.object("last_run").text("outcome")).isEqualTo("unchanged");
        assertThat(status.object("spool").integer("records")).isEqualTo(2);
        assertThat(JsonObject.parse(node.stringless("spool", "list", "--output", "json")
                                .out())
                        .objects("records"))
                .extracting(entry -> entry.text("outcome"))
                .containsExactly("changed", "unchanged");
    }

    @Test
    void withoutRepositoryOrCollectorTheNodeIsManagedByWhatItHas() throws IOException {
        node.configure("collector: http://127.0.0.1:9\n");
        node.store().activate(node.release("1.a", "notify { 'a': }"));
        Ended ended = node.stringless("run", "--trigger", "timer");
        assertThat(ended.status()).isEqualTo(Reason.CONFIGURATION.exitStatus());
        assertThat(ended.err()).contains("does not name the node's repository", "The collector", "stay in the spool");
        RunRecord record = node.records().get(0);
        assertThat(record.applied().orElseThrow().text()).isEqualTo("1.a");
        assertThat(record.resources().changed()).isEqualTo(1);
    }

    @Test
    void aRollbackHoldsAndResumeLifts() throws IOException {
        node.release("1.a", "notice('a')");
        node.store().activate(node.release("2.b", "notice('b')"));
        assertThat(node.stringless("rollback").out()).contains("1.a is current and held");
        assertThat(node.stringless("releases").out()).contains("* 1.a", "held").contains("  2.b");
        Ended run = node.stringless("run");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(node.records().get(0).applied().orElseThrow().text()).isEqualTo("1.a");
        assertThat(node.stringless("rollback", "--resume").status()).isZero();
        assertThat(node.stringless("rollback", "9.x").status()).isEqualTo(Reason.NOTHING_TO_APPLY.exitStatus());
    }

    @Test
    void aDisabledNodeSaysSo() throws IOException {
        node.store().activate(node.release("1.a", "notice('a')"));
        assertThat(node.stringless("disable", "moving house", "--for", "2h").status())
                .isZero();
        Ended run = node.stringless("run", "--no-fetch");
        assertThat(run.status()).isEqualTo(Reason.DISABLED.exitStatus());
        assertThat(run.err()).contains("moving house");
        assertThat(node.stringless("status").out()).contains("\ndisabled   moving house");
        assertThat(node.stringless("enable").out()).isEmpty();
        assertThat(node.stringless("enable").out()).contains("were not disabled");
        assertThat(node.stringless("status").out()).doesNotContain("\ndisabled ");
    }

    @Test
    void aKilledRunIsToldByTheNextOneAndItsPuppetIsWaitedFor() throws IOException, InterruptedException {
        Waiting waiting = waiting();
        Process run = node.start("run", "--release", "1.a");
        waiting.reached();
        run.destroyForcibly().waitFor();
        Ended busy = node.stringless("run", "--no-fetch");
        assertThat(busy.status()).as(busy.err()).isEqualTo(Reason.LOCKED.exitStatus());
        List<RunRecord> records = node.records();
        assertThat(records.get(0).problem().orElseThrow().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(records.get(0).stage()).isEqualTo(Stage.APPLY);
        assertThat(records.get(1).outcome()).isEqualTo(Outcome.SKIPPED);
        waiting.release();
        Ended next = node.stringless("run", "--no-fetch", "--waitforlock", "60", "--tags", "after");
        assertThat(next.status()).as(next.err()).isZero();
        assertThat(root.resolve("after")).exists();
        assertThat(node.records()).extracting(RunRecord::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aRunThatIsToldToStopClosesItsRecord() throws IOException, InterruptedException {
        Waiting waiting = waiting();
        Process run = node.start("run", "--release", "1.a");
        waiting.reached();
        run.destroy();
        // Puppet stops between two resources, so the one it is at must end; the signal goes on its way while this
        // reads.
        waiting.release();
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        RunRecord record = node.records().get(0);
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(node.state().resolve("runs/open.json")).doesNotExist();
    }

    /** A release whose first resource waits for the test. */
    private record Waiting(Path at, Path go) {
        void reached() throws IOException {
            assertThat(Files.readString(at)).isEqualTo("at\n");
        }

        void release() throws IOException {
            Files.writeString(go, "go\n");
        }
    }

    private Waiting waiting() throws IOException {
        Waiting waiting = new Waiting(root.resolve("at"), root.resolve("go"));
        assertThat(Command.of("mkfifo", waiting.at().toString(), waiting.go().toString())
                        .run()
                        .exit())
                .isZero();
        node.release(
                "1.a",
                "exec { 'wait': command => '/bin/sh -c \"echo at > %1$s/at; cat %1$s/go\"' } -> file { '%1$s/after': ensure => file, tag => 'after' }"
                        .formatted(root));
        return waiting;
    }
}
