package org.stringless.collector.store;

import java.util.EnumMap;
import java.util.Map;

/** How many nodes are in each state; every state has a number. */
public record StateCounts(Map<NodeState, Integer> byState) {
    /** Fills the states that are missing with 0. */
    public StateCounts {
        EnumMap<NodeState, Integer> complete = new EnumMap<>(NodeState.class);
        for (NodeState state : NodeState.values()) {
            complete.put(state, byState.getOrDefault(state, 0));
        }
        byState = complete;
    }

    /** Nodes in that state. */
    public int of(NodeState state) {
        return byState.getOrDefault(state, 0);
    }

    /** All nodes. */
    public int total() {
        return byState.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Nodes that a person should look at: failed or silent. */
    public int attention() {
        return of(NodeState.FAILED) + of(NodeState.SILENT);
    }
}
