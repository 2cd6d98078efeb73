package org.stringless.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program {@code stringless}. */
@Command(
        name = "stringless",
        description = "Puppet without a master, for fleets.",
        synopsisSubcommandLabel = "COMMAND",
        version = Main.PROGRAM)
public final class Main implements Runnable {
    /** Program and version, as records and packages name them. */
    static final String PROGRAM = "stringless 0.1.0";

    @Mixin
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets it, GlobalOptions.of finds it
    private GlobalOptions options;

    /** Ends the process with the command's exit status. */
    public static void main(String[] words) {
        // Bouncy Castle reads dates with the name of a time zone, for which Java would load those of all zones in the
        // machine's language: a tenth of a second. A source of names that exists on Windows alone leaves the few built
        // in.
        System.setProperty("java.locale.providers", "HOST");
        // Options are texts, numbers and paths; to convert to anything else picocli would load all of java.sql and
        // java.time.
        System.setProperty("picocli.converters.excludes", "java.(sql|time|nio).*");
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        System.exit(run(out, err, words));
    }

    /** Runs one command to its end: results go to {@code out}, errors to {@code err}. Gives the exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... words) {
        try {
            return execute(out, err, words);
        } catch (NoClassDefFoundError e) {
            Failure failure = Commands.notInstalled(e, words);
            err.println("stringless: " + failure.sentence());
            err.println("Next: " + failure.next());
            return failure.reason().exitStatus();
        }
    }

    private static int execute(PrintWriter out, PrintWriter err, String... words) {
        CommandLine line = new CommandLine(new Main());
        Commands.addTo(line, words);
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Path.class, Path::of); // picocli's own goes the slow way around, by reflection
        // A directory may well be called 'keys' or 'release'.
        line.setAllowSubcommandsAsOptionParameters(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((problem, arguments) -> {
            problem.getCommandLine().getErr().println("stringless: " + problem.getMessage());
            problem.getCommandLine()
                    .getErr()
                    .println("Next: see '"
                            + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return Reason.USAGE.exitStatus();
        });
        line.setExecutionExceptionHandler((problem, command, arguments) -> {
            Failure failure = Advice.of(problem);
            command.getErr().println("stringless: " + failure.sentence());
            command.getErr().println("Next: " + failure.next());
            if (GlobalOptions.of(command).debug()) {
                problem.printStackTrace(command.getErr());
            }
            return failure.reason().exitStatus();
        });
        return line.execute(words);
    }

    /** The program with all its commands made, for manual pages and completion; {@link #run} makes only the one that is named. */
    public static CommandLine whole() {
        CommandLine line = new CommandLine(new Main());
        Commands.addTo(line, Commands.of("").toArray(String[]::new));
        return line;
    }

    /** Names of the commands that a package of Stringless brings. */
    public static List<String> commandsOf(String installedBy) {
        return Commands.of(installedBy);
    }

    @Override
    public void run() {
        throw new Failure(Reason.USAGE, "No command was named.", "See 'stringless --help'.");
    }
}
