package org.stringless.collector.web;

import java.time.Instant;
import org.stringless.collector.store.NodeRow;
import org.stringless.collector.store.NodeState;
import org.stringless.collector.store.RunRow;
import org.stringless.collector.store.Slice;

/**
 * A node's page.
 *
 * @param continued whether the list does not begin with the newest run
 */
public record NodeView(Instant now, NodeRow node, Slice<RunRow> runs, boolean continued) {
    /** The node's state. */
    public NodeState state() {
        return node.state(now);
    }

    /** Address of the rest of the list. */
    public String next() {
        return address() + "?before=" + runs.rows().get(runs.rows().size() - 1).id();
    }

    /** Address of the page itself. */
    public String address() {
        return "/nodes/" + node.name();
    }
}
