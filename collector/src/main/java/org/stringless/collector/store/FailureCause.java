package org.stringless.collector.store;

import org.stringless.model.node.NodeName;
import org.stringless.model.run.RunId;

/**
 * One cause of failure among the nodes that are failed now.
 *
 * @param cause a resource, {@code Package[nginx]}, or a reason's code, {@code compile-failed}
 * @param nodes how many nodes fail for it
 * @param node one of them
 * @param run its newest run
 * @param message what it said
 */
public record FailureCause(String cause, int nodes, NodeName node, RunId run, String message) {}
