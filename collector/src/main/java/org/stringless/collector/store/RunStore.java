package org.stringless.collector.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.RunId;

/**
 * Keeps runs and answers what the pages ask. One thread stores, any number asks. Every method throws {@link StoreException} when the store
 * is not well.
 */
public interface RunStore extends AutoCloseable {
    /**
     * Stores all of these or none, and returns only when they would outlive a crash. A run whose id is known is left as it is. A node's
     * newest run is the newest by {@link RunOrder}, not by arrival.
     *
     * @return for each run, in their order, whether it is new
     */
    List<Boolean> store(List<ArrivedRun> runs);

    /** How many nodes are in each state at that moment. */
    StateCounts counts(Instant now);

    /** How many nodes' newest run was a noop that would have changed something. */
    int pendingNodes();

    /** A page of nodes by name. */
    Slice<NodeRow> nodes(NodeQuery query, Instant now);

    /** One node; empty when it never sent a record. */
    Optional<NodeRow> node(NodeName name);

    /** A page of a node's runs, newest first; those started before {@code before} when it is given. */
    Slice<RunRow> runs(NodeName node, Optional<RunId> before, int limit);

    /** One run's row; empty when it is not known. */
    Optional<RunRow> run(RunId id);

    /** One run's JSON as it was sent, compressed by gzip; empty when it is not known. */
    Optional<byte[]> body(RunId id);

    /** Why nodes are failed at that moment, the most frequent cause first; 50 at most. */
    List<FailureCause> failures(Instant now);

    /** The releases that nodes have or want, the newest first, and which nodes have none; 50 at most. */
    List<ReleaseRow> releases(Instant now);

    /** Lets go of the store's files. */
    @Override
    void close();
}
