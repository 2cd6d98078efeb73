package org.stringless.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.cli.settings.Span;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Disables runs of this node, and Puppet's own agent with them. */
@Command(
        name = "disable",
        description = "Disables runs on this node, by Puppet's own agent_disabled.lock, until 'enable' or for a time.")
@SuppressWarnings("NullAway.Init") // picocli sets spec and reason
final class DisableCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "REASON", description = "Why; everybody who meets the lock is told.")
    private String reason;

    @Option(names = "--for", paramLabel = "TIME", description = "End by itself after this time: 2h, 30m, 1d.")
    private @Nullable String limit;

    @Override
    public Integer call() throws IOException {
        ThisNode node = ThisNode.of(GlobalOptions.of(spec.commandLine()));
        node.disabling()
                .disable(
                        reason,
                        Optional.ofNullable(limit).map(DisableCommand::span),
                        node.clock().instant());
        return 0;
    }

    private static Duration span(String text) {
        try {
            return Span.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(Reason.USAGE, "--for: " + e.getMessage() + ".", "Write --for 2h, for example.", e);
        }
    }
}
