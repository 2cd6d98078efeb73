package org.stringless.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.stringless.applier.pull.NodeKeyrings;
import org.stringless.applier.pull.Pull;
import org.stringless.applier.pull.ReleasePuller;
import org.stringless.applier.run.RunParts;
import org.stringless.applier.store.NodeStore;
import org.stringless.cli.settings.Settings;
import org.stringless.io.http.SecondTry;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.progress.Progress;
import org.stringless.model.run.Stage;

/** Asks the channel that the configuration names. Nothing that reads packages is loaded before it is asked. */
final class ChannelFetch implements RunParts.Fetch {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final ThisNode node;
    private final NodeName name;
    private final Progress progress;

    ChannelFetch(ThisNode node, NodeName name, Progress progress) {
        this.node = node;
        this.name = name;
        this.progress = progress;
    }

    @Override
    public Pull pull(Consumer<Stage> entered) {
        Settings settings = node.settings();
        NodeStore store = node.store();
        try {
            return new ReleasePuller(
                            new SecondTry(new Web(), PAUSE),
                            settings.repository().orElseThrow(() -> unset("repository")),
                            settings.channel().orElseThrow(() -> unset("channel")),
                            name,
                            new NodeKeyrings(node.options().configuration().resolve("keys")),
                            store,
                            node.state().resolve("state"),
                            node.clock(),
                            progress,
                            entered)
                    .allowingLinks(settings.allowedLinks())
                    .pull();
        } catch (Failure e) {
            // The configuration is not usable: the node is still managed by what it has.
            return new Pull(Optional.empty(), Optional.empty(), store.current(), Optional.of(e));
        }
    }

    private static Failure unset(String key) {
        return new Failure(
                Reason.CONFIGURATION,
                "The configuration does not name the node's " + key + ".",
                "Set '" + key + ":' in stringless.yaml.");
    }
}
