package org.stringless.cli;

import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stringless keys}. */
@Command(
        name = "keys",
        description = "Make, trust and list the keys that sign packages and pointers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysImportCommand.class, KeysListCommand.class})
final class KeysCommand implements Runnable {
    /** With {@code init}, unless the package that brings it is not installed: nodes only trust keys. */
    static CommandLine line() {
        CommandLine line = new CommandLine(new KeysCommand());
        try {
            line.addSubcommand(new KeysInitCommand());
        } catch (NoClassDefFoundError e) {
            return line;
        }
        return line;
    }

    @Override
    public void run() {
        throw new Failure(Reason.USAGE, "No command of 'keys' was named.", "See 'stringless keys --help'.");
    }
}
