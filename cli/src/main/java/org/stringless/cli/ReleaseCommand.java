package org.stringless.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine.Command;

/** {@code release}: builds releases, shows them, compares them. */
@Command(
        name = "release",
        description = "Builds releases from control repositories, shows what is in them, compares them.",
        subcommands = {ReleaseBuildCommand.class, ReleaseShowCommand.class, ReleaseDiffCommand.class})
final class ReleaseCommand implements Runnable {
    @Override
    public void run() {
        throw new Failure(
                Reason.USAGE,
                "The command 'release' needs one of build, show, diff.",
                "See 'stringless release --help'.");
    }

    /** Where mirrors and packages are kept between calls when {@code --cache} does not say it. */
    static Path defaultCache() {
        String home = System.getProperty("user.home", "/");
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElse(Path.of(home, ".cache"))
                .resolve("stringless");
    }
}
