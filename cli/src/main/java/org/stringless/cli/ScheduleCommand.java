package org.stringless.cli;

import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine.Command;

/** {@code schedule}: when nodes run. */
@Command(
        name = "schedule",
        description = "Plans when the nodes of a fleet run, and gives this node its own moment.",
        subcommands = {SchedulePlanCommand.class, ScheduleShowCommand.class, ScheduleInstallCommand.class})
final class ScheduleCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(
                Reason.USAGE,
                "The command 'schedule' needs one of plan, show, install.",
                "See 'stringless schedule --help'.");
    }
}
