package org.stringless.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.channel.Move;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stringless channel promote}. */
@Command(
        name = "promote",
        description =
                "Signs the channel's next pointer and switches its repository to it, in one step. With --percent below 100 "
                        + "or --canary alone the release is a candidate beside the stable one.")
final class ChannelPromoteCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ChannelOptions channel;

    @Option(names = "--release", paramLabel = "ID", required = true, description = "A published release.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String release;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Needed only when several environments have a release of that id.")
    private @Nullable String environment;

    @Option(names = "--percent", paramLabel = "P", description = "Share of the nodes that take it, 0 to 100.")
    private @Nullable Integer percent;

    @Option(
            names = "--canary",
            paramLabel = "NODE",
            arity = "1..*",
            description = "Nodes that take it whatever the percentage.")
    private List<String> canaries = List.of();

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "14d",
            description = "How long the pointer is good (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String expires;

    @Option(
            names = "--period",
            paramLabel = "TIME",
            description = "How often nodes run whose configuration says nothing of it (default: as before, or 30m).")
    private @Nullable String period;

    @Option(names = "--notes", paramLabel = "TEXT", defaultValue = "", description = "Words for people.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String notes;

    @Override
    public Integer call() throws IOException {
        if (percent != null && (percent < 0 || percent > 100)) {
            throw new Failure(
                    Reason.USAGE, percent + " is not a percentage.", "Give --percent a number from 0 to 100.");
        }
        Set<String> nodes = new HashSet<>();
        canaries.forEach(
                node -> nodes.add(ChannelOptions.noun(node, NodeName::new).text()));
        Move.Promote move = new Move.Promote(
                channel.name(),
                ChannelOptions.noun(release, ReleaseId::new),
                Optional.ofNullable(environment).map(text -> ChannelOptions.noun(text, EnvironmentName::new)),
                percent == null ? OptionalInt.empty() : OptionalInt.of(percent),
                nodes,
                ChannelOptions.duration(expires),
                Optional.ofNullable(period).map(ChannelOptions::period),
                notes);
        ChannelPointer pointer = channel.mover(channel.target()).move(move);
        if (channel.json()) {
            PointerText.json(pointer, channel.out());
        } else {
            PointerText.lines(pointer, channel.out());
        }
        return 0;
    }
}
