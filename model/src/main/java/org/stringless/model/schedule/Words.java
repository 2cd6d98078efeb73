package org.stringless.model.schedule;

import java.time.Duration;
import java.util.Locale;

/** Spans and moments as people say them. */
public final class Words {
    private Words() {}

    /** {@code 45 s}, {@code 25 min}, {@code 4 h}, {@code 1 h 30 min}. */
    public static String span(Duration span) {
        long seconds = span.toSeconds();
        StringBuilder words = new StringBuilder();
        for (Unit unit : Unit.values()) {
            long count = seconds / unit.seconds;
            seconds %= unit.seconds;
            if (count > 0) {
                words.append(words.isEmpty() ? "" : " ")
                        .append(count)
                        .append(' ')
                        .append(unit.word);
            }
        }
        return words.isEmpty() ? "0 s" : words.toString();
    }

    /** A time after midnight, {@code 01:15} or {@code 01:15:30}; with the day before it from the second day on, {@code day 2, 01:15}. */
    public static String moment(Duration sinceMidnight) {
        String day = sinceMidnight.toDays() == 0 ? "" : "day " + (sinceMidnight.toDays() + 1) + ", ";
        String minute =
                String.format(Locale.ROOT, "%02d:%02d", sinceMidnight.toHoursPart(), sinceMidnight.toMinutesPart());
        int second = sinceMidnight.toSecondsPart();
        return day + minute + (second == 0 ? "" : String.format(Locale.ROOT, ":%02d", second));
    }

    private enum Unit {
        HOUR(3600, "h"),
        MINUTE(60, "min"),
        SECOND(1, "s");

        private final int seconds;
        private final String word;

        Unit(int seconds, String word) {
            this.seconds = seconds;
            this.word = word;
        }
    }
}
