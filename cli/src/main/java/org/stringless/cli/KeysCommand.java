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
    /** With {@code init}; where the package that brings it is not installed it says so: nodes only trust keys. */
    static CommandLine line() {
        CommandLine line = new CommandLine(new KeysCommand());
        try {
            line.addSubcommand(new KeysInitCommand());
        } catch (NoClassDefFoundError e) {
            line.addSubcommand(new InitElsewhere());
        }
        return line;
    }

    @Command(name = "init", description = "Make signing keys (package 'stringless').")
    private static final class InitElsewhere implements Runnable {
        @Override
        public void run() {
            throw new Failure(
                    Reason.USAGE,
                    "The command 'keys init' is not installed on this machine.",
                    "Install the package 'stringless', where packages are made.");
        }
    }

    @Override
    public void run() {
        throw new Failure(Reason.USAGE, "No command of 'keys' was named.", "See 'stringless keys --help'.");
    }
}
