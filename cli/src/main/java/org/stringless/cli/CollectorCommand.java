package org.stringless.cli;

import picocli.CommandLine.Command;

/** {@code stringless collector …}: what is done at the centre. */
@Command(
        name = "collector",
        description = "The central server that keeps run records and shows the fleet.",
        subcommands = CollectorServeCommand.class)
final class CollectorCommand {}
