package org.stringless.collector.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;

/**
 * A run as a list shows it.
 *
 * @param started by the node's clock
 * @param ended by the node's clock
 * @param received by the collector's clock
 * @param firstError see {@link FirstError}; empty when there is none
 */
public record RunRow(
        RunId id,
        NodeName node,
        long sequence,
        Instant started,
        Instant ended,
        Instant received,
        Trigger trigger,
        Stage stage,
        Outcome outcome,
        Optional<Reason> reason,
        String firstError,
        Optional<ReleaseId> wanted,
        Optional<ReleaseId> applied,
        Optional<ChannelName> channel,
        boolean noop,
        int exitStatus,
        ResourceCounts resources) {
    private static final Duration CLOCKS_AGREE = Duration.ofMinutes(5);

    /** How long the run took. */
    public Duration duration() {
        return Duration.between(started, ended);
    }

    /** Whether the node's clock must be ahead of ours: the record came long before the node says that the run ended. */
    public boolean clockAhead() {
        return ended.isAfter(received.plus(CLOCKS_AGREE));
    }

    /** Whether the record came long after its end by the node's clock: it waited in the spool, or that clock is behind. */
    public boolean late() {
        return received.isAfter(ended.plus(CLOCKS_AGREE));
    }
}
