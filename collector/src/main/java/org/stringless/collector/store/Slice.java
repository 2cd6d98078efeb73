package org.stringless.collector.store;

import java.util.List;

/**
 * A page of a longer list; the next one is asked for by the last row's key, never by a count.
 *
 * @param more whether rows follow
 */
public record Slice<T>(List<T> rows, boolean more) {
    /** Rows on a page. */
    public static final int ROWS = 50;

    /** Copies the rows. */
    public Slice {
        rows = List.copyOf(rows);
    }

    /** A page from what was read with a limit of one row more than a page holds. */
    public static <T> Slice<T> of(List<T> read, int limit) {
        return new Slice<>(read.subList(0, Math.min(read.size(), limit)), read.size() > limit);
    }
}
