package org.stringless.applier.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Trigger;

/**
 * What a run was asked to do.
 *
 * @param noop change nothing, and leave Puppet's own state alone
 * @param tags only resources with these; empty means all
 * @param skipTags not those with these
 * @param release one of the store; empty means the one the channel names
 * @param fetch whether to ask the repository
 * @param showDiff whether differences of files are logged; never part of the record
 * @param waitForLock how long to wait for another run to end
 */
public record RunOrder(
        Trigger trigger,
        boolean noop,
        List<String> tags,
        List<String> skipTags,
        Optional<ReleaseId> release,
        boolean fetch,
        boolean showDiff,
        Duration waitForLock) {
    /** Copies the lists. */
    public RunOrder {
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
    }

    /** An ordinary full run. */
    public static RunOrder full(Trigger trigger) {
        return new RunOrder(trigger, false, List.of(), List.of(), Optional.empty(), true, false, Duration.ZERO);
    }

    /** The same, waiting that long for another run to end. */
    public RunOrder waiting(Duration longest) {
        return new RunOrder(trigger, noop, tags, skipTags, release, fetch, showDiff, longest);
    }

    /** The same, changing nothing. */
    public RunOrder withNoop() {
        return new RunOrder(trigger, true, tags, skipTags, release, fetch, showDiff, waitForLock);
    }
}
