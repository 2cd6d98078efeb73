package org.stringless.collector.store;

import java.time.Duration;
import java.time.Instant;
import org.stringless.model.run.RunRecord;

/**
 * Where a run stands among its node's runs. The node's own counter decides, since clocks lie and a spool is emptied late; only a node whose
 * counter was lost with its disk starts again below what is known.
 */
public record RunOrder(String bootId, long sequence, Instant started) {
    private static final Duration CLOCKS_AGREE = Duration.ofMinutes(5);

    /** The place of that run. */
    public static RunOrder of(RunRecord run) {
        return new RunOrder(run.bootId(), run.sequence(), run.started());
    }

    /**
     * Whether a run with this place, received then, is newer than the newest one known.
     *
     * @param received by the collector's clock; a start after it cannot be believed
     */
    public boolean isNewerThan(RunOrder known, Instant received) {
        if (sequence > known.sequence) {
            return true;
        }
        boolean startedLater = started.isAfter(known.started) && !started.isAfter(received.plus(CLOCKS_AGREE));
        boolean counterStartedAgain = !bootId.equals(known.bootId);
        // On a full disk the counter cannot be kept, and the next run has the same number.
        boolean counterStoodStill = sequence == known.sequence;
        return startedLater && (counterStartedAgain || counterStoodStill);
    }
}
