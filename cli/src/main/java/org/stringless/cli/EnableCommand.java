package org.stringless.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Enables runs of this node again. */
@Command(name = "enable", description = "Enables runs on this node again.")
@SuppressWarnings("NullAway.Init") // picocli sets it
final class EnableCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ThisNode node = ThisNode.of(GlobalOptions.of(spec.commandLine()));
        if (!node.disabling().enable()) {
            spec.commandLine().getOut().println("Runs were not disabled.");
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
