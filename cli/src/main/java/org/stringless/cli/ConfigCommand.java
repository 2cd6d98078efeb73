package org.stringless.cli;

import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine.Command;

/** {@code config}: what this machine is told to do. */
@Command(
        name = "config",
        description = "The configuration of this machine.",
        subcommands = {ConfigShowCommand.class})
final class ConfigCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(Reason.USAGE, "The command 'config' needs the word show.", "See 'stringless config --help'.");
    }
}
