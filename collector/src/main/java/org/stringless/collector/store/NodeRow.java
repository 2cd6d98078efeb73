package org.stringless.collector.store;

import java.time.Instant;
import org.stringless.model.node.NodeName;

/**
 * A node as a list shows it.
 *
 * @param last its newest run
 * @param dueBy when no newer record has come by then, the node is silent
 */
public record NodeRow(RunRow last, Instant dueBy) {
    /** Its name. */
    public NodeName name() {
        return last.node();
    }

    /** Its state at that moment. */
    public NodeState state(Instant now) {
        return NodeState.of(last.outcome(), dueBy, now);
    }
}
