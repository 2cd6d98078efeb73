package org.stringless.model.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often a node runs. Only lengths that divide the day are offered: then a slot is the same moment every day, and of two periods where
 * one divides the other the slots either never meet or always do, so that a capacity can be filled to the brim. Arbitrary periods must meet.
 */
public enum Period {
    /** 5 minutes. */
    MINUTES_5(300, null),
    /** 10 minutes. */
    MINUTES_10(600, MINUTES_5),
    /** 15 minutes. */
    MINUTES_15(900, MINUTES_5),
    /** 30 minutes. */
    MINUTES_30(1800, MINUTES_15),
    /** 1 hour. */
    HOURS_1(3600, MINUTES_30),
    /** 2 hours. */
    HOURS_2(7200, HOURS_1),
    /** 4 hours. */
    HOURS_4(14_400, HOURS_2),
    /** 8 hours. */
    HOURS_8(28_800, HOURS_4),
    /** 12 hours. */
    HOURS_12(43_200, HOURS_4),
    /** 24 hours. */
    HOURS_24(86_400, HOURS_12);

    private final int seconds;
    private final @Nullable Period inner;

    Period(int seconds, @Nullable Period inner) {
        this.seconds = seconds;
        this.inner = inner;
    }

    /** The period of exactly that length; throws {@link IllegalArgumentException} naming the ones that there are. */
    public static Period of(Duration length) {
        return find(length)
                .orElseThrow(() -> new IllegalArgumentException(
                        Words.span(length) + " is not a period (5, 10, 15, 30 min, 1, 2, 4, 8, 12, 24 h)"));
    }

    /** The period of exactly that length; empty when there is none. */
    public static Optional<Period> find(Duration length) {
        return Arrays.stream(values())
                .filter(period -> period.length().equals(length))
                .findFirst();
    }

    /** The shortest one that is not shorter than that, which is a day at most. */
    static Period atLeast(Duration length) {
        return Arrays.stream(values())
                .filter(period -> period.length().compareTo(length) >= 0)
                .findFirst()
                .orElseThrow();
    }

    /** Length in seconds. */
    public int seconds() {
        return seconds;
    }

    /** Length. */
    public Duration length() {
        return Duration.ofSeconds(seconds);
    }

    /** Whether the other is a whole number of these. */
    public boolean divides(Period other) {
        return other.seconds % seconds == 0;
    }

    /** The shorter period whose sequence of slots this one repeats in each of its parts. */
    Optional<Period> inner() {
        return Optional.ofNullable(inner);
    }

    /** This one and all inner ones, the longest first. */
    List<Period> nest() {
        List<Period> nest = new ArrayList<>();
        for (@Nullable Period period = this; period != null; period = period.inner) {
            nest.add(period);
        }
        return nest;
    }

    /** {@code 30 min}, {@code 4 h}. */
    @Override
    public String toString() {
        return Words.span(length());
    }
}
