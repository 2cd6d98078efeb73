package org.stringless.collector.store;

import java.time.Instant;
import java.util.Locale;
import org.stringless.model.run.Outcome;

/** What a node is counted as at one moment, worst first. */
public enum NodeState {
    /** Its newest run failed. */
    FAILED,
    /** No record has come by the node's own deadline, whatever the last one said. */
    SILENT,
    /** Its newest run changed something. */
    CHANGED,
    /** Its newest run had nothing to do. */
    UNCHANGED,
    /** Its newest run was skipped: disabled by an administrator, or another run was busy. */
    SKIPPED;

    /** The state of a node whose newest run ended so, at that moment. */
    public static NodeState of(Outcome outcome, Instant dueBy, Instant now) {
        if (now.isAfter(dueBy)) {
            return SILENT;
        }
        return switch (outcome) {
            case FAILED -> FAILED;
            case CHANGED -> CHANGED;
            case UNCHANGED -> UNCHANGED;
            case SKIPPED -> SKIPPED;
        };
    }

    /** The name in addresses and documents: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
