package org.stringless.model.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ReleaseId;

/**
 * The account of one run: opened before the first byte is fetched, closed whatever happens. An open record already says what is true if
 * nobody ever closes it: failed, interrupted, at this stage.
 *
 * @param bootId the kernel's boot id, with {@code sequence} the order of a node's runs when clocks cannot be trusted
 * @param sequence counts a node's runs up from 1, kept on the node
 * @param started by the node's clock
 * @param ended equal to {@code started} while the record is open
 * @param dueBy the node's own deadline: when no newer record has arrived by then, it is silent
 * @param trigger what started the run
 * @param stage how far it came
 * @param problem what kept the run from doing all it was to do; empty when Puppet's own result is the whole story
 * @param wanted the release the channel asks of this node, empty when that is not known
 * @param applied the release whose catalog was applied, empty when none was
 * @param channel the channel the node follows, empty for a run outside any
 * @param serial of the pointer that was believed, 0 when none
 * @param exitStatus of the {@code run} command
 * @param runner program and version, {@code stringless 0.1.0}
 * @param engine Puppet's implementation and version, {@code puppet 7.23.0}; empty when it was never started
 * @param noop nothing was to be changed
 * @param tags the run was limited to these; empty means all
 * @param skipTags these were left out
 * @param timings time spent in each stage that was entered
 * @param resources counts of resources, as Puppet reports them
 * @param events what changed, failed, was skipped, or would have changed
 * @param logs messages at notice and above, in their order
 */
public record RunRecord(
        RunId id,
        NodeName node,
        String bootId,
        long sequence,
        Instant started,
        Instant ended,
        Instant dueBy,
        Trigger trigger,
        Stage stage,
        Outcome outcome,
        Optional<Problem> problem,
        Optional<ReleaseId> wanted,
        Optional<ReleaseId> applied,
        Optional<ChannelName> channel,
        long serial,
        int exitStatus,
        String runner,
        String engine,
        boolean noop,
        List<String> tags,
        List<String> skipTags,
        Map<Stage, Duration> timings,
        ResourceCounts resources,
        List<ResourceEvent> events,
        List<LogLine> logs) {
    /** Copies the collections. */
    public RunRecord {
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
        timings = Map.copyOf(timings);
        events = List.copyOf(events);
        logs = List.copyOf(logs);
    }

    /** How long the run took. */
    public Duration duration() {
        return Duration.between(started, ended);
    }

    /**
     * Why a run could not do all it was to do.
     *
     * @param reason the kind
     * @param message one sentence naming thing and cause
     * @param next what a person can do about it
     */
    public record Problem(Reason reason, String message, String next) {}

    /**
     * Counts of a catalog's resources, without Puppet's own {@code Schedule} and {@code Filebucket}.
     *
     * @param total in the catalog
     * @param changed brought into their wanted state
     * @param failed or failed to restart
     * @param skipped because something they need failed, or by tags
     * @param pending out of sync under noop
     * @param corrective changed although the code had not: somebody else changed them
     */
    public record ResourceCounts(int total, int changed, int failed, int skipped, int pending, int corrective) {
        /** Of a run in which no catalog was applied. */
        public static final ResourceCounts NONE = new ResourceCounts(0, 0, 0, 0, 0, 0);
    }

    /**
     * One property of one resource that was not left alone.
     *
     * @param resource {@code File[/etc/motd]}
     * @param status {@code changed}, {@code failed}, {@code skipped} or {@code pending} (noop)
     * @param property {@code content}; empty when the resource as a whole is meant
     * @param previous value before, as text; empty when there was none
     * @param desired value wanted, as text
     * @param message Puppet's own words
     * @param file manifest that declares the resource, relative to the release where possible; empty when unknown
     * @param line in that file, 0 when unknown
     */
    public record ResourceEvent(
            String resource,
            String status,
            String property,
            String previous,
            String desired,
            String message,
            boolean corrective,
            String file,
            int line) {}

    /**
     * One message.
     *
     * @param level Puppet's: {@code notice}, {@code warning}, {@code err}, {@code alert}, {@code emerg}, {@code crit}
     * @param source who says it: a resource's path, {@code Puppet}, or {@code stringless}
     */
    public record LogLine(Instant time, String level, String source, String message) {}
}
