package org.stringless.collector.store;

import java.time.Duration;
import java.time.Instant;
import org.stringless.model.run.RunRecord;

/** A run record as it came in: what it says, its own bytes, and when. */
public final class ArrivedRun {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final RunRecord run;
    private final byte[] gzip;
    private final Instant received;

    /**
     * Checks that the times can be kept.
     *
     * @param gzip the record's JSON as it was sent, compressed by gzip
     * @throws IllegalArgumentException with a sentence for the sender
     */
    public ArrivedRun(RunRecord run, byte[] gzip, Instant received) {
        for (Instant time : new Instant[] {run.started(), run.ended(), run.dueBy()}) {
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new IllegalArgumentException("the time " + time + " is not between 1970 and 9999");
            }
        }
        this.run = run;
        this.gzip = gzip;
        this.received = received;
    }

    /** What it says. */
    public RunRecord run() {
        return run;
    }

    /** Its JSON, compressed by gzip; not to be changed. */
    public byte[] gzip() {
        return gzip;
    }

    /** When it came, by the collector's clock. */
    public Instant received() {
        return received;
    }

    /** The node's deadline; when the node's clock is ahead of ours, as long after the receipt as the node meant it after the run's end. */
    public Instant dueBy() {
        Instant byOurClock = received.plus(Duration.between(run.ended(), run.dueBy()));
        return byOurClock.isBefore(run.dueBy()) ? byOurClock : run.dueBy();
    }
}
