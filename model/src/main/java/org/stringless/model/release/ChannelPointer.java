package org.stringless.model.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a channel points: signed by whoever promotes, and the only thing a node lets itself be steered by. Its written form is {@code
 * channel.json}.
 *
 * @param serial counts a channel's pointers up from 1; a node refuses one below the highest it has seen
 * @param issued when it was signed
 * @param expires from then on the node keeps applying what it has, takes nothing new and says that it is stale
 * @param stable the release package of every node that is not in the candidate's share
 * @param candidate a release that only a share of the nodes takes
 * @param previous id of the stable release before this one
 * @param period how often a node of this channel runs
 * @param notes free text for people
 */
public record ChannelPointer(
        ChannelName channel,
        long serial,
        Instant issued,
        Instant expires,
        ReleasePin stable,
        Optional<Candidate> candidate,
        Optional<ReleaseId> previous,
        Duration period,
        String notes) {
    /** Checks serial and times. */
    public ChannelPointer {
        if (serial < 1) {
            throw new IllegalArgumentException("a serial counts from 1, not " + serial);
        }
        if (!expires.isAfter(issued)) {
            throw new IllegalArgumentException("a pointer cannot expire before it is issued");
        }
    }

    /** The release a pointer names: its id, its environment and its package. */
    public record ReleasePin(EnvironmentName environment, ReleaseId id, PackagePin packageFile) {}

    /** Name of the package this pointer travels in: {@code stringless-channel-<name>-<serial>-1}. */
    public PackageName packageName() {
        return new PackageName("stringless-channel-" + channel, 0, Long.toString(serial), "1");
    }
}
