package org.stringless.collector.store;

/**
 * One page of a list of nodes, by name.
 *
 * @param contains nodes whose name has this in it; empty means any
 * @param after names after this one; empty means from the first
 * @param limit most rows
 */
public record NodeQuery(NodeFilter filter, String contains, String after, int limit) {
    /** The first page of that filter. */
    public static NodeQuery of(NodeFilter filter) {
        return new NodeQuery(filter, "", "", Slice.ROWS);
    }
}
