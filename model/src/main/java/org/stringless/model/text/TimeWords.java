package org.stringless.model.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as a person reads them. */
public final class TimeWords {
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private TimeWords() {}

    /** {@code 2026-01-31 09:05:00 UTC}. */
    public static String exact(Instant time) {
        return EXACT.format(time);
    }

    /** {@code 09:05:00}. */
    public static String clock(Instant time) {
        return CLOCK.format(time);
    }

    /** {@code 3 min ago}, {@code in 2 h}, {@code now}. */
    public static String ago(Instant time, Instant now) {
        Duration since = Duration.between(time, now);
        if (since.abs().toSeconds() < 1) {
            return "now";
        }
        return since.isNegative() ? "in " + rounded(since.abs()) : rounded(since) + " ago";
    }

    /** {@code 0.4 s}, {@code 12.5 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String span(Duration span) {
        if (span.isNegative()) {
            return "−" + span(span.negated());
        }
        if (span.toMinutes() < 1) {
            long tenths = (span.toMillis() + 50) / 100;
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        if (span.toHours() < 1) {
            return span.toMinutes() + " min " + span.toSecondsPart() + " s";
        }
        return span.toHours() + " h " + span.toMinutesPart() + " min";
    }

    private static String rounded(Duration span) {
        if (span.toMinutes() < 1) {
            return span.toSeconds() + " s";
        }
        if (span.toHours() < 1) {
            return span.toMinutes() + " min";
        }
        return span.toDays() < 2 ? span.toHours() + " h" : span.toDays() + " days";
    }
}
