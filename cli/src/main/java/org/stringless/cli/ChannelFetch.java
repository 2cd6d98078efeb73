package org.stringless.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.stringless.applier.pull.Pull;
import org.stringless.applier.run.RunParts;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.run.Stage;

/** Asks the channel that the configuration names. Nothing of the repository's code is loaded before it is asked. */
final class ChannelFetch implements RunParts.Fetch {
    private final ThisNode node;

    @SuppressWarnings("UnusedVariable")
    private final Progress progress;

    ChannelFetch(ThisNode node, Progress progress) {
        this.node = node;
        this.progress = progress;
    }

    @Override
    public Pull pull(Consumer<Stage> entered) throws IOException {
        return without(new Failure(
                Reason.CONFIGURATION,
                "The configuration names no repository and channel.",
                "Set 'repository:' and 'channel:' in stringless.yaml."));
    }

    private Pull without(Failure problem) throws IOException {
        return new Pull(Optional.empty(), Optional.empty(), node.store().current(), Optional.of(problem));
    }
}
