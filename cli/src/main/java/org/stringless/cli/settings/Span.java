package org.stringless.cli.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/** A span of time as a person writes it. */
public final class Span {
    private Span() {}

    /** Reads {@code 90s}, {@code 30m}, {@code 2h}, {@code 1d} or ISO 8601; throws {@link IllegalArgumentException} saying so. */
    public static Duration parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            if (lower.matches("[0-9]+[smh]")) {
                return Duration.parse("PT" + lower);
            }
            return lower.matches("[0-9]+d") ? Duration.parse("P" + lower) : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a span of time (90s, 30m, 2h, 1d, or ISO 8601 as PT30M)", e);
        }
    }

    /** The same in hours, minutes or seconds, whichever is the largest that leaves no rest. */
    static String write(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
