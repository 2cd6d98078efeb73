package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.function.Function;
import org.stringless.cli.settings.Span;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelName;
import org.stringless.model.schedule.Period;
import org.stringless.packager.channel.ChannelMover;
import org.stringless.packager.channel.ChannelReader;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.publish.Target;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.releasewire.keys.KeyRole;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all commands about a channel take, and what they work with. */
final class ChannelOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The channel.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            required = true,
            description = "dir:PATH, pulp:BASE_URL#REPOSITORY, or a target's name in the configuration.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String to;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OutputForm output;

    ChannelName name() {
        return noun(name, ChannelName::new);
    }

    boolean json() {
        return output.json();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    Target target() throws IOException {
        return new Targets(options(), spec.commandLine().getErr()).open(to);
    }

    ChannelReader reader(Target target) throws IOException {
        return new ChannelReader(target, new PublicKeys(options()).verifier(KeyRole.CHANNEL));
    }

    ChannelMover mover(Target target) throws IOException {
        PublicKeys keys = new PublicKeys(options());
        return new ChannelMover(
                target,
                keys.verifier(KeyRole.RELEASE),
                keys.verifier(KeyRole.CHANNEL),
                new RpmSigner(new SigningKeys(options().signingKeys()).load(KeyRole.CHANNEL)),
                Clock.systemUTC());
    }

    private GlobalOptions options() {
        return GlobalOptions.of(spec.commandLine());
    }

    static Duration duration(String text) {
        return noun(text, Span::parse);
    }

    /** One that a node's timer can have. */
    static Duration period(String text) {
        return noun(text, length -> Period.of(Span.parse(length)).length());
    }

    static <T> T noun(String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Failure(
                    Reason.USAGE,
                    "'" + text + "' cannot be used: " + e.getMessage() + ".",
                    "See the command's --help.",
                    e);
        }
    }
}
