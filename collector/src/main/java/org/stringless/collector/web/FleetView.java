package org.stringless.collector.web;

import java.time.Instant;
import java.util.List;
import org.stringless.collector.store.FailureCause;
import org.stringless.collector.store.NodeFilter;
import org.stringless.collector.store.NodeQuery;
import org.stringless.collector.store.NodeRow;
import org.stringless.collector.store.Slice;
import org.stringless.collector.store.StateCounts;

/**
 * The first page.
 *
 * @param causes the most frequent causes of failure
 */
public record FleetView(
        Instant now, StateCounts counts, int pending, NodeQuery query, Slice<NodeRow> page, List<FailureCause> causes) {
    /** Copies the list. */
    public FleetView {
        causes = List.copyOf(causes);
    }

    /** Address of the same list with another filter. */
    public String address(NodeFilter filter) {
        String search = query.contains().isEmpty() ? "" : "&q=" + Question.encoded(query.contains());
        return "/?state=" + filter.code() + search;
    }

    /** Address of the rest of the list. */
    public String next() {
        return address(query.filter()) + "&after="
                + Question.encoded(
                        page.rows().get(page.rows().size() - 1).name().text());
    }

    /** Whether the list does not begin with the first node. */
    public boolean isContinued() {
        return !query.after().isEmpty();
    }

    /** What the list is called. */
    public String heading() {
        return switch (query.filter()) {
            case ATTENTION -> "Nodes that need attention";
            case ALL -> "All nodes";
            case FAILED -> "Failed nodes";
            case SILENT -> "Silent nodes";
            case CHANGED -> "Changed nodes";
            case UNCHANGED -> "Unchanged nodes";
            case SKIPPED -> "Nodes that skipped their run";
            case PENDING -> "Nodes with pending changes";
        };
    }

    /** What is said when the list is empty. */
    public String emptiness() {
        if (counts.total() == 0) {
            return "No node has sent a record yet.";
        }
        if (query.filter() == NodeFilter.ATTENTION && query.contains().isEmpty()) {
            return "All is well: no node has failed, and none is silent.";
        }
        return "There is no such node.";
    }
}
