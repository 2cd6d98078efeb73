package org.stringless.collector.store;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which nodes a list shows. */
public enum NodeFilter {
    /** Those a person should look at: failed or silent. */
    ATTENTION(NodeState.FAILED, NodeState.SILENT),
    /** All. */
    ALL(NodeState.values()),
    /** Only {@link NodeState#FAILED}. */
    FAILED(NodeState.FAILED),
    /** Only {@link NodeState#SILENT}. */
    SILENT(NodeState.SILENT),
    /** Only {@link NodeState#CHANGED}. */
    CHANGED(NodeState.CHANGED),
    /** Only {@link NodeState#UNCHANGED}. */
    UNCHANGED(NodeState.UNCHANGED),
    /** Only {@link NodeState#SKIPPED}. */
    SKIPPED(NodeState.SKIPPED),
    /** Those whose newest run was a noop that would have changed something, whatever their state. */
    PENDING(NodeState.values());

    private final Set<NodeState> states;

    NodeFilter(NodeState... states) {
        EnumSet<NodeState> set = EnumSet.noneOf(NodeState.class);
        set.addAll(Arrays.asList(states));
        this.states = set;
    }

    /** Whether nodes in that state are shown. */
    public boolean shows(NodeState state) {
        return states.contains(state);
    }

    /** The name in addresses: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The filter with that {@link #code()}; empty when there is none. */
    public static Optional<NodeFilter> ofCode(String code) {
        return Arrays.stream(values())
                .filter(filter -> filter.code().equals(code))
                .findFirst();
    }
}
