package org.stringless.applier.engine;

import java.util.Optional;
import org.stringless.model.run.RunRecord.ResourceCounts;

/**
 * What is known of an engine that has ended, however it ended.
 *
 * @param end how
 * @param exit its own status: 0, 2, 4 or 6 as {@code puppet apply --detailed-exitcodes}, 1 for all else
 * @param cause what went wrong, in Puppet's last words; empty when nothing did
 * @param running the resource that was being applied when it ended; empty when none was
 * @param engine implementation and version, {@code puppet 7.23.0}; empty when it never came so far
 * @param report Puppet's report; empty when none was made by this very process
 * @param counts of resources; taken from what was heard when there is no report
 */
public record EngineResult(
        End end,
        int exit,
        String cause,
        Optional<String> running,
        String engine,
        Optional<EngineReport> report,
        ResourceCounts counts) {
    /** How an engine can end. */
    public enum End {
        /** The catalog was applied to its end and everything agrees: status, report, and the engine's own last word. */
        APPLIED,
        /** Puppet did not even load. */
        UNUSABLE,
        /** No catalog came to be. */
        NOT_COMPILED,
        /** There was a catalog, but its application did not begin or was not completed. */
        NOT_COMPLETED,
        /** Another run holds a lock. */
        LOCKED,
        /** It took longer than it may. */
        TIMED_OUT,
        /** Somebody stopped it. */
        STOPPED
    }
}
