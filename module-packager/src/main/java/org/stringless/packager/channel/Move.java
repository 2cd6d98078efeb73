package org.stringless.packager.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ReleaseId;

/** What a channel shall point to next. */
public sealed interface Move {
    /** The channel to move. */
    ChannelName channel();

    /** How long the new pointer is good. */
    Duration expires();

    /** Free text for people. */
    String notes();

    /**
     * To a release.
     *
     * @param environment needed only when several environments have a release of that id
     * @param percent of the nodes that take it as a candidate; without it, or at 100, it becomes the stable release
     * @param canaries nodes that take it whatever the percentage; with these alone it is a candidate for nobody else
     * @param period how often the channel's nodes run; without it as before, or 30 minutes
     */
    record Promote(
            ChannelName channel,
            ReleaseId release,
            Optional<EnvironmentName> environment,
            OptionalInt percent,
            Set<String> canaries,
            Duration expires,
            Optional<Duration> period,
            String notes)
            implements Move {
        /** Copies the set. */
        public Promote {
            canaries = Set.copyOf(canaries);
        }

        boolean onTrial() {
            return percent.isPresent() ? percent.getAsInt() < 100 : !canaries.isEmpty();
        }
    }

    /** Back: a candidate is withdrawn; without one, the stable release before the present one comes back. */
    record Rollback(ChannelName channel, Duration expires, String notes) implements Move {}
}
