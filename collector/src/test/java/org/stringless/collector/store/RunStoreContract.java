package org.stringless.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stringless.collector.SampleRuns.RELEASE;
import static org.stringless.collector.SampleRuns.START;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stringless.collector.SampleRuns;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

/** What a {@link RunStore} promises; a test class of each implementation says how to open one. */
public abstract class RunStoreContract {
    private static final Instant SOON = START.plus(Duration.ofMinutes(5));
    private static final Instant LATE = START.plus(Duration.ofHours(2));

    private RunStore store;

    /** A store at the same place each time it is asked within one test; empty the first time. */
    protected abstract RunStore open();

    @BeforeEach
    void opens() {
        store = open();
    }

    @AfterEach
    void closes() {
        store.close();
    }

    @Test
    void keepsARunAndItsOwnBytes() {
        ArrivedRun run = arrived(SampleRuns.of("web1").changed().record());

        assertThat(store.store(List.of(run))).containsExactly(true);

        RunRow row = store.run(run.run().id()).orElseThrow();
        assertThat(row.node()).isEqualTo(new NodeName("web1"));
        assertThat(row.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(row.applied()).contains(RELEASE);
        assertThat(row.received()).isEqualTo(run.received());
        assertThat(row.resources()).isEqualTo(run.run().resources());
        assertThat(store.body(run.run().id()).orElseThrow()).isEqualTo(run.gzip());
    }

    @Test
    void keepsWhatItHasWhenItIsOpenedAgain() {
        ArrivedRun run = arrived(SampleRuns.of("web1").record());
        store.store(List.of(run));
        store.close();

        store = open();

        assertThat(store.run(run.run().id())).isPresent();
        assertThat(store.store(List.of(run))).containsExactly(false);
    }

    @Test
    void takesTheSameRunOnceWithinABatchAndAcrossBatches() {
        ArrivedRun run = arrived(SampleRuns.of("web1").record());

        assertThat(store.store(List.of(run, run))).containsExactly(true, false);
        assertThat(store.store(List.of(run))).containsExactly(false);

        assertThat(store.runs(new NodeName("web1"), Optional.empty(), 10).rows())
                .hasSize(1);
    }

    @Test
    void countsNodesByTheStateOfTheirNewestRun() {
        put(SampleRuns.of("a").failed("Package[nginx]", "not found"));
        put(SampleRuns.of("b").changed());
        put(SampleRuns.of("c"));
        put(SampleRuns.of("d").disabled("maintenance"));
        put(SampleRuns.of("e").at(START.minus(Duration.ofHours(3))));
        put(SampleRuns.of("f").pending(3));

        StateCounts counts = store.counts(SOON);

        assertThat(counts.of(NodeState.FAILED)).isEqualTo(1);
        assertThat(counts.of(NodeState.CHANGED)).isEqualTo(1);
        assertThat(counts.of(NodeState.UNCHANGED)).isEqualTo(2);
        assertThat(counts.of(NodeState.SKIPPED)).isEqualTo(1);
        assertThat(counts.of(NodeState.SILENT)).isEqualTo(1);
        assertThat(counts.total()).isEqualTo(6);
        assertThat(counts.attention()).isEqualTo(2);
        assertThat(store.pendingNodes()).isEqualTo(1);
    }

    @Test
    void callsANodeSilentFromItsOwnDeadlineOnWhateverItsLastRunSaid() {
        put(SampleRuns.of("a").failed("Package[nginx]", "not found"));
        NodeRow node = store.node(new NodeName("a")).orElseThrow();

        assertThat(node.state(node.dueBy())).isEqualTo(NodeState.FAILED);
        assertThat(node.state(node.dueBy().plusMillis(1))).isEqualTo(NodeState.SILENT);
        assertThat(store.counts(node.dueBy()).of(NodeState.FAILED)).isEqualTo(1);
        assertThat(store.counts(node.dueBy().plusMillis(1)).of(NodeState.SILENT))
                .isEqualTo(1);
    }

    @Test
    void doesNotTurnANodeBackWhenAnOlderRunComesLate() {
        put(SampleRuns.of("a").number(7));
        put(SampleRuns.of("a").number(6).failed("Package[nginx]", "not found").at(START.minusSeconds(1800)));

        assertThat(store.node(new NodeName("a")).orElseThrow().last().sequence())
                .isEqualTo(7);
        assertThat(store.counts(SOON).of(NodeState.UNCHANGED)).isEqualTo(1);
        assertThat(store.runs(new NodeName("a"), Optional.empty(), 10).rows())
                .extracting(RunRow::sequence)
                .containsExactly(7L, 6L);
    }

    @Test
    void followsTheNodesCounterEvenWhenItsClockWentBack() {
        put(SampleRuns.of("a").number(7));
        put(SampleRuns.of("a").number(8).at(START.minus(Duration.ofDays(900))).changed());

        assertThat(store.node(new NodeName("a")).orElseThrow().last().outcome()).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void believesANodeThatLostItsCounterWithItsDisk() {
        put(SampleRuns.of("a").number(700));
        put(SampleRuns.of("a")
                .number(1)
                .boot("another")
                .at(START.plusSeconds(60))
                .changed());

        assertThat(store.node(new NodeName("a")).orElseThrow().last().outcome()).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void countsTheDeadlineFromTheReceiptWhenTheNodesClockIsAhead() {
        Instant ahead = START.plus(Duration.ofDays(4000));
        store.store(List.of(arrived(SampleRuns.of("a").at(ahead).record(), START)));

        assertThat(store.counts(START.plus(Duration.ofMinutes(29))).of(NodeState.UNCHANGED))
                .isEqualTo(1);
        assertThat(store.counts(START.plus(Duration.ofMinutes(31))).of(NodeState.SILENT))
                .isEqualTo(1);
        assertThat(store.node(new NodeName("a")).orElseThrow().last().clockAhead())
                .isTrue();
    }

    @Test
    void listsNodesOfOneStateAPageAtATime() {
        for (int i = 0; i < 7; i++) {
            put(SampleRuns.of("web" + i).failed("Package[nginx]", "not found"));
            put(SampleRuns.of("db" + i));
        }

        Slice<NodeRow> first = store.nodes(new NodeQuery(NodeFilter.FAILED, "", "", 3), SOON);
        Slice<NodeRow> second = store.nodes(new NodeQuery(NodeFilter.FAILED, "", "web2", 3), SOON);
        Slice<NodeRow> third = store.nodes(new NodeQuery(NodeFilter.FAILED, "", "web5", 3), SOON);

        assertThat(names(first)).containsExactly("web0", "web1", "web2");
        assertThat(first.more()).isTrue();
        assertThat(names(second)).containsExactly("web3", "web4", "web5");
        assertThat(names(third)).containsExactly("web6");
        assertThat(third.more()).isFalse();
    }

    @Test
    void listsNodesByFilterAndByPartOfTheirName() {
        put(SampleRuns.of("web1").failed("Package[nginx]", "not found"));
        put(SampleRuns.of("web2"));
        put(SampleRuns.of("web3").pending(2));
        put(SampleRuns.of("db1").at(START.minus(Duration.ofHours(3))));

        assertThat(names(store.nodes(NodeQuery.of(NodeFilter.ATTENTION), SOON))).containsExactly("db1", "web1");
        assertThat(names(store.nodes(NodeQuery.of(NodeFilter.PENDING), SOON))).containsExactly("web3");
        assertThat(names(store.nodes(NodeQuery.of(NodeFilter.SILENT), SOON))).containsExactly("db1");
        assertThat(names(store.nodes(NodeQuery.of(NodeFilter.UNCHANGED), SOON))).containsExactly("web2", "web3");
        assertThat(names(store.nodes(new NodeQuery(NodeFilter.ALL, "eb2", "", 10), SOON)))
                .containsExactly("web2");
        assertThat(names(store.nodes(new NodeQuery(NodeFilter.ALL, "%", "", 10), SOON)))
                .isEmpty();
        assertThat(names(store.nodes(NodeQuery.of(NodeFilter.FAILED), LATE))).isEmpty();
    }

    @Test
    void listsANodesRunsNewestFirstAPageAtATime() {
        List<RunRecord> records = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            records.add(
                    SampleRuns.of("a").number(i).at(START.plusSeconds(60L * i)).record());
        }
        records.forEach(record -> store.store(List.of(arrived(record))));
        NodeName node = new NodeName("a");

        Slice<RunRow> first = store.runs(node, Optional.empty(), 2);
        Slice<RunRow> second = store.runs(node, Optional.of(records.get(3).id()), 2);

        assertThat(first.rows()).extracting(RunRow::sequence).containsExactly(5L, 4L);
        assertThat(first.more()).isTrue();
        assertThat(second.rows()).extracting(RunRow::sequence).containsExactly(3L, 2L);
        assertThat(store.runs(node, Optional.of(records.get(1).id()), 2).more()).isFalse();
    }

    @Test
    void namesWhatFailsAndOnHowManyNodes() {
        put(SampleRuns.of("a").failed("Package[nginx]", "not found"));
        put(SampleRuns.of("b").failed("Package[nginx]", "not found"));
        put(SampleRuns.of("c").notCompiled("Syntax error at 'x'"));
        put(SampleRuns.of("d").failed("Exec[old]", "exit 1"));
        put(SampleRuns.of("d").number(2).at(START.plusSeconds(60)));

        List<FailureCause> causes = store.failures(SOON);

        assertThat(causes).extracting(FailureCause::cause).containsExactly("Package[nginx]", "compile-failed");
        assertThat(causes.get(0).nodes()).isEqualTo(2);
        assertThat(causes.get(0).message()).isEqualTo("not found");
    }

    @Test
    void tellsWhichReleaseIsOnHowManyNodes() {
        put(SampleRuns.of("a"));
        put(SampleRuns.of("b").wanting("20260301.100000.def5678"));
        put(SampleRuns.of("c").disabled("maintenance"));

        List<ReleaseRow> releases = store.releases(SOON);

        assertThat(releases)
                .extracting(ReleaseRow::release)
                .containsExactly("20260301.100000.def5678", RELEASE.text(), "");
        assertThat(releases).extracting(ReleaseRow::wanted).containsExactly(1, 1, 0);
        assertThat(releases).extracting(row -> row.applied().total()).containsExactly(0, 2, 1);
    }

    @Test
    void keepsHostileTextAsItIs() {
        String hostile = "'); DROP TABLE run; -- \u0000 \u202e <script>";
        put(SampleRuns.of("a").failed("Exec[x]", hostile));

        assertThat(store.node(new NodeName("a")).orElseThrow().last().firstError())
                .isEqualTo("Exec[x]: " + hostile);
    }

    private void put(SampleRuns run) {
        store.store(List.of(arrived(run.record())));
    }

    private static ArrivedRun arrived(RunRecord record) {
        return arrived(record, record.ended());
    }

    private static ArrivedRun arrived(RunRecord record, Instant received) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(RunRecordJson.write(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrivedRun(record, bytes.toByteArray(), received);
    }

    private static List<String> names(Slice<NodeRow> page) {
        return page.rows().stream().map(node -> node.name().text()).toList();
    }
}
