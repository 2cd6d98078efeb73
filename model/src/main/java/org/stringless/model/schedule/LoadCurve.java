package org.stringless.model.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/** How many nodes are in service at once, second by second; each second's value is the mean within it, exact to a thousandth. */
public final class LoadCurve {
    private static final long WHOLE = 1000;

    private final long[] thousandths;

    private LoadCurve(long[] thousandths) {
        this.thousandths = thousandths;
    }

    /**
     * The load that these starts make.
     *
     * @param need thousandths of a second that one run is in service
     * @param from seconds after the beginning, of which nothing is kept
     * @param seconds how many seconds are kept
     */
    static LoadCurve of(List<Starts> all, ToLongFunction<Starts> need, int from, int seconds) {
        long[] change = new long[from + seconds];
        for (Starts starts : all) {
            add(change, starts, need.applyAsLong(starts));
        }
        for (int second = 1; second < change.length; second++) {
            change[second] += change[second - 1];
        }
        return new LoadCurve(Arrays.copyOfRange(change, from, change.length));
    }

    private static void add(long[] change, Starts starts, long need) {
        int whole = (int) (need / WHOLE);
        long part = need % WHOLE;
        int[] counts = starts.counts();
        for (int begin = starts.begin(); begin < change.length; begin += counts.length) {
            int end = Math.min(counts.length, change.length - begin);
            for (int second = 0; second < end; second++) {
                if (counts[second] > 0) {
                    add(change, begin + second, WHOLE * counts[second]);
                    add(change, begin + second + whole, (part - WHOLE) * counts[second]);
                    add(change, begin + second + whole + 1, -part * counts[second]);
                }
            }
        }
    }

    private static void add(long[] change, int second, long amount) {
        if (second < change.length) {
            change[second] += amount;
        }
    }

    /** Its first seconds. */
    LoadCurve until(int end) {
        return new LoadCurve(Arrays.copyOf(thousandths, end));
    }

    /** How many seconds it covers. */
    public int seconds() {
        return thousandths.length;
    }

    /** The load in that second. */
    public double at(int second) {
        return (double) thousandths[second] / WHOLE;
    }

    /** The highest load. */
    public double peak() {
        return at(peakAt());
    }

    /** The first second with the highest load. */
    public int peakAt() {
        int peak = 0;
        for (int second = 1; second < thousandths.length; second++) {
            if (thousandths[second] > thousandths[peak]) {
                peak = second;
            }
        }
        return peak;
    }

    /** The mean load. */
    public double mean() {
        return Arrays.stream(thousandths).average().orElse(0) / WHOLE;
    }

    /** The first second with more than so many at once. */
    OptionalInt firstAbove(int limit) {
        for (int second = 0; second < thousandths.length; second++) {
            if (thousandths[second] > limit * WHOLE) {
                return OptionalInt.of(second);
            }
        }
        return OptionalInt.empty();
    }
}
