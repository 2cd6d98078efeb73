package org.stringless.model.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node's own moment inside its period.
 *
 * @param second after the period's beginning; periods begin at midnight UTC and follow one another
 */
public record Slot(Period period, int second) {
    private static final Duration PUNCTUAL = Duration.ofSeconds(10);
    /** Linux tells when a process started by the boot's whole second, so up to a second too early. */
    private static final Duration TOLD_EARLY = Duration.ofSeconds(2);

    /** Checks that the moment is inside. */
    public Slot {
        if (second < 0 || second >= period.seconds()) {
            throw new IllegalArgumentException("second " + second + " is not inside " + period);
        }
    }

    /** The first start after that moment. */
    public Instant next(Instant after) {
        return last(after).plusSeconds(period.seconds());
    }

    /** That many starts after that moment. */
    public List<Instant> next(Instant after, int count) {
        return Stream.iterate(next(after), start -> start.plusSeconds(period.seconds()))
                .limit(count)
                .toList();
    }

    /** The last start at or before that moment. */
    public Instant last(Instant at) {
        long into = Math.floorMod(at.getEpochSecond() - second, (long) period.seconds());
        return Instant.ofEpochSecond(at.getEpochSecond() - into);
    }

    /** How long ago the last start was. */
    public Duration sinceLast(Instant now) {
        return Duration.between(last(now), now);
    }

    /**
     * Whether a run that a timer started at that moment is one that was missed before: its moment lies before the machine came up, or long
     * ago. Such a run is left out, not made up for. After a boot, a resume or a long outage each node so begins with its next slot, and the
     * first runs of a fleet are spread over a period as all others are.
     */
    public boolean missed(Instant started, Instant booted) {
        Instant moment = last(started.plus(TOLD_EARLY));
        return moment.isBefore(booted) || Duration.between(moment, started).compareTo(PUNCTUAL) > 0;
    }
}
