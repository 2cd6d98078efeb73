package org.stringless.collector.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which nodes a list shows. */
public enum NodeFilter {
    /** Those a person should look at: failed or silent. */
    ATTENTION,
    /** All. */
    ALL,
    /** Only {@link NodeState#FAILED}. */
    FAILED,
    /** Only {@link NodeState#SILENT}. */
    SILENT,
    /** Only {@link NodeState#CHANGED}. */
    CHANGED,
    /** Only {@link NodeState#UNCHANGED}. */
    UNCHANGED,
    /** Only {@link NodeState#SKIPPED}. */
    SKIPPED,
    /** Those whose newest run was a noop that would have changed something, whatever their state. */
    PENDING;

    /** Whether nodes in that state are shown. */
    public boolean shows(NodeState state) {
        return switch (this) {
            case ALL, PENDING -> true;
            case ATTENTION -> state == NodeState.FAILED || state == NodeState.SILENT;
            case FAILED -> state == NodeState.FAILED;
            case SILENT -> state == NodeState.SILENT;
            case CHANGED -> state == NodeState.CHANGED;
            case UNCHANGED -> state == NodeState.UNCHANGED;
            case SKIPPED -> state == NodeState.SKIPPED;
        };
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
