package org.stringless.collector.web;

import java.time.Clock;
import java.util.Locale;
import org.stringless.collector.ingest.ByteBudget;
import org.stringless.collector.ingest.IngestCounts;
import org.stringless.collector.store.NodeState;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.StateCounts;

/** The collector's figures in Prometheus' text form; sums only, never a series a node. */
final class Metrics {
    private final RunStore store;
    private final IngestCounts counts;
    private final ByteBudget budget;
    private final Clock clock;

    Metrics(RunStore store, IngestCounts counts, ByteBudget budget, Clock clock) {
        this.store = store;
        this.counts = counts;
        this.budget = budget;
        this.clock = clock;
    }

    Answer answer() {
        StringBuilder text = new StringBuilder();
        StateCounts states = store.counts(clock.instant());
        head(text, "nodes", "gauge", "Nodes by the state of their newest run.");
        for (NodeState state : NodeState.values()) {
            sample(text, "nodes", "{state=\"" + state.code() + "\"}", states.of(state));
        }
        head(text, "nodes_pending", "gauge", "Nodes whose newest run was a noop that would have changed something.");
        sample(text, "nodes_pending", "", store.pendingNodes());
        head(text, "runs_stored_total", "counter", "Runs stored since the start.");
        sample(text, "runs_stored_total", "", counts.stored());
        head(text, "runs_known_total", "counter", "Runs sent again that were stored before.");
        sample(text, "runs_known_total", "", counts.known());
        head(text, "requests_rejected_total", "counter", "Records turned away, by the status of the answer.");
        counts.rejected()
                .forEach((status, number) ->
                        sample(text, "requests_rejected_total", "{status=\"" + status + "\"}", number));
        head(text, "ingest_bytes", "gauge", "Bytes of records that are read but not yet stored.");
        sample(text, "ingest_bytes", "", budget.held());
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", text.toString());
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append(String.format(
                Locale.ROOT, "# HELP stringless_%s %s%n# TYPE stringless_%s %s%n", name, help, name, type));
    }

    private static void sample(StringBuilder text, String name, String labels, long value) {
        text.append("stringless_")
                .append(name)
                .append(labels)
                .append(' ')
                .append(value)
                .append('\n');
    }
}
