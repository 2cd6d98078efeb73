package org.stringless.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.packager.keys.SigningKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds all packages of Stringless from a checkout whose jars are made. */
@Command(name = "packaging/build", description = "Builds the packages of Stringless.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required ones
public final class PackagingMain implements Callable<Integer> {
    @Option(names = "--checkout", hidden = true, required = true)
    private Path checkout;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the packages go.")
    private Path out;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The release key (armoured, secret) that signs the rpm packages and the list of checksums.")
    private Path key;

    @Option(
            names = "--time",
            required = true,
            paramLabel = "SECONDS",
            description = "Age of all that is in the packages (default: SOURCE_DATE_EPOCH, or the last commit's time).")
    private long time;

    @Option(names = "--jdk", paramLabel = "DIR", description = "JDK for the node's runtime (default: the newest here).")
    private @Nullable Path jdk;

    /** Ends the process with the build's exit status. */
    public static void main(String[] words) {
        CommandLine line = new CommandLine(new PackagingMain());
        line.setExecutionExceptionHandler((problem, command, arguments) -> {
            if (problem instanceof Failure failure) {
                command.getErr().println("packaging/build: " + failure.sentence());
                command.getErr().println("Next: " + failure.next());
                return failure.reason().exitStatus();
            }
            throw problem;
        });
        System.exit(line.execute(words));
    }

    @Override
    public Integer call() throws IOException {
        Jdk made = jdk == null ? Jdk.newest() : Jdk.at(jdk).orElseGet(PackagingMain::unusable);
        System.err.println("packaging/build: the node's runtime is made by " + made.implementor() + " " + made.version()
                + (made.linksArchives() ? "" : "; newer ones start faster"));
        for (Path file : new Packages(checkout, SigningKey.load(key), made, Instant.ofEpochSecond(time)).make(out)) {
            System.out.println(file);
        }
        return 0;
    }

    private static Jdk unusable() {
        throw new Failure(
                org.stringless.model.failure.Reason.USAGE,
                "The directory that --jdk names is no JDK with jlink.",
                "Name the home directory of one.");
    }
}
