package org.stringless.cli;

import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine.Command;

/** {@code stringless channel}. */
@Command(
        name = "channel",
        description = "Moves what a group of nodes follows, and shows where it points.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ChannelPromoteCommand.class, ChannelRollbackCommand.class, ChannelShowCommand.class})
final class ChannelCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(
                Reason.USAGE,
                "The command 'channel' needs one of promote, rollback, show.",
                "See 'stringless channel --help'.");
    }
}
