package org.stringless.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.stringless.model.release.ChannelPointer;
import org.stringless.packager.channel.Move;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stringless channel rollback}. */
@Command(
        name = "rollback",
        description =
                "Withdraws the channel's candidate; without one, brings back the stable release before the present one. Either "
                        + "way by a new pointer with a higher serial.")
final class ChannelRollbackCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ChannelOptions channel;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            defaultValue = "14d",
            description = "How long the pointer is good (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String expires;

    @Option(names = "--notes", paramLabel = "TEXT", defaultValue = "", description = "Words for people.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String notes;

    @Override
    public Integer call() throws IOException {
        ChannelPointer pointer = channel.mover(channel.target())
                .move(new Move.Rollback(channel.name(), ChannelOptions.duration(expires), notes));
        if (channel.json()) {
            PointerText.json(pointer, channel.out());
        } else {
            PointerText.lines(pointer, channel.out());
        }
        return 0;
    }
}
