package org.stringless.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelPointer;
import org.stringless.packager.channel.ChannelHistory;
import org.stringless.packager.publish.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stringless channel show}. */
@Command(name = "show", description = "Shows where the channel points, and where it pointed before.")
final class ChannelShowCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ChannelOptions channel;

    @Override
    public Integer call() throws IOException {
        Target target = channel.target();
        ChannelHistory history = channel.reader(target).read(channel.name());
        ChannelPointer present = history.present()
                .orElseThrow(() -> new Failure(
                        Reason.NOT_PUBLISHED,
                        "Channel " + channel.name() + " in " + target.name() + " points to nothing"
                                + (history.content().packages().isEmpty() ? "." : " that a known key signed."),
                        "Promote a release with 'stringless channel promote', or check --to and --keys."));
        if (channel.json()) {
            PointerText.json(present, channel.out());
            return 0;
        }
        PointerText.lines(present, channel.out());
        TextTable before = new TextTable("SERIAL", "ISSUED", "STABLE", "CANDIDATE", "NOTES");
        history.pointers().stream()
                .skip(1)
                .forEach(former -> before.row(
                        String.valueOf(former.pointer().serial()),
                        former.pointer().issued().toString(),
                        former.pointer().stable().id().text(),
                        former.pointer()
                                .candidate()
                                .map(one -> one.release().id().text())
                                .orElse("-"),
                        former.pointer().notes()));
        before.print(channel.out());
        channel.out().println("repository " + target.channel(channel.name()).address());
        channel.out().flush();
        return 0;
    }
}
