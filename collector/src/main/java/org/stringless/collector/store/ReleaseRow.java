package org.stringless.collector.store;

/**
 * A release and the nodes it is on.
 *
 * @param release its id; empty for nodes whose newest run applied none
 * @param applied nodes whose newest run applied it, by state
 * @param wanted nodes that were to apply it in their newest run
 */
public record ReleaseRow(String release, StateCounts applied, int wanted) {}
