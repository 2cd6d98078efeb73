package org.stringless.cli;

import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine.Command;

/** {@code stringless keys}. */
@Command(
        name = "keys",
        description = "Make, trust and list the keys that sign packages and pointers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysInitCommand.class, KeysImportCommand.class, KeysListCommand.class})
final class KeysCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(Reason.USAGE, "No command of 'keys' was named.", "See 'stringless keys --help'.");
    }
}
