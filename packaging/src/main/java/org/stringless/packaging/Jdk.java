package org.stringless.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * A JDK that can make runtimes.
 *
 * @param version as it names itself, for example {@code 25.0.3}
 * @param implementor who built it
 */
record Jdk(Path home, String version, String implementor) {
    private static final Path USUAL = Path.of("/usr/lib/jvm");
    /** Since then an archive keeps classes linked, which halves the start again. */
    private static final int LINKED_ARCHIVE = 24;

    /** The newest one on this machine. */
    static Jdk newest() throws IOException {
        try (Stream<Path> homes = Files.list(USUAL)) {
            return homes.filter(home -> !Files.isSymbolicLink(home))
                    .flatMap(home -> at(home).stream())
                    .max(Comparator.comparingInt(Jdk::feature).thenComparing(Jdk::version))
                    .orElseThrow(() -> new Failure(
                            Reason.CONFIGURATION,
                            "No JDK with jlink lies below " + USUAL + ".",
                            "Install default-jdk-headless, or name one with --jdk."));
        }
    }

    /** The JDK in that directory, when it is one with jlink. */
    static Optional<Jdk> at(Path home) {
        if (!Files.isExecutable(home.resolve("bin/jlink"))) {
            return Optional.empty();
        }
        Properties release = new Properties();
        try (var text = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
            release.load(text);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new Jdk(home, plain(release, "JAVA_VERSION"), plain(release, "IMPLEMENTOR")));
    }

    private static String plain(Properties release, String key) {
        return release.getProperty(key, "unknown").replace("\"", "");
    }

    int feature() {
        String digits = version.replaceAll("[^0-9].*", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    boolean linksArchives() {
        return feature() >= LINKED_ARCHIVE;
    }

    /** jlink's own name of the best compression: a number until 20. */
    String bestCompression() {
        return feature() >= 21 ? "zip-9" : "2";
    }

    /** Runs one of its programs to its end. */
    void run(String program, List<String> arguments) throws IOException {
        run(home.resolve("bin").resolve(program), arguments);
    }

    /** Runs a program that must succeed. */
    static void run(Path program, List<String> arguments) throws IOException {
        List<String> words =
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList();
        CommandResult result = Command.of(words.toArray(String[]::new))
                .within(Duration.ofMinutes(5))
                .run();
        if (result.exit() != 0) {
            throw new Failure(
                    Reason.COULD_NOT_RUN,
                    program.getFileName() + " failed: " + (result.err() + result.out()).strip() + ".",
                    "Mend what it names and build again.");
        }
    }
}
