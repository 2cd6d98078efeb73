package org.stringless.model.run;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identity of a run: a UUID of version 7 (RFC 9562), made when the run starts, so that ids sort by time and a repeat is recognised. */
public record RunId(UUID uuid) {
    /** Checks the version. */
    public RunId {
        if (uuid.version() != 7) {
            throw new IllegalArgumentException(uuid + " is not a UUID of version 7");
        }
    }

    /** A new id for a run that starts at that instant. */
    public static RunId at(Instant start, RandomGenerator random) {
        long high = (start.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new RunId(new UUID(high, low));
    }

    /** Reads the usual form; throws {@link IllegalArgumentException}. */
    public static RunId parse(String text) {
        return new RunId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
