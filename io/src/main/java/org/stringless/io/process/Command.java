package org.stringless.io.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another program, run in a known world: a fixed PATH, a UTF-8 C locale, nothing of our own environment but what is named, standard input
 * closed. The exit status is a result, not an error.
 */
public record Command(List<String> words, Path directory, Map<String, String> environment, Duration limit) {
    private static final Map<String, String> KNOWN_WORLD = Map.of(
            "PATH", "/opt/puppetlabs/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL", "C.UTF-8",
            "HOME", "/root");

    /** Copies the collections. */
    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** The program with its arguments, in directory {@code /}, for a minute at most. */
    public static Command of(String... words) {
        return new Command(List.of(words), Path.of("/"), Map.of(), Duration.ofMinutes(1));
    }

    /** The same in another directory. */
    public Command in(Path other) {
        return new Command(words, other, environment, limit);
    }

    /** The same with one more variable in its environment. */
    public Command with(String variable, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(variable, value);
        return new Command(words, directory, more, limit);
    }

    /** The same with another time limit. */
    public Command within(Duration other) {
        return new Command(words, directory, environment, other);
    }

    /**
     * Starts the program; all three streams are pipes.
     *
     * @throws IOException when there is no such program
     */
    public Process start() throws IOException {
        return builder().start();
    }

    /**
     * Starts the program; standard error goes to that file, the two other streams are pipes.
     *
     * @throws IOException when there is no such program
     */
    public Process start(Path errors) throws IOException {
        return builder().redirectError(errors.toFile()).start();
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(KNOWN_WORLD);
        builder.environment().putAll(environment);
        return builder;
    }

    /**
     * Runs the program to its end.
     *
     * @throws IOException when there is no such program, or when it was killed at the limit
     */
    public CommandResult run() throws IOException {
        Process process = start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(words.get(0) + " did not end within " + limit.toSeconds() + " s");
            }
            return new CommandResult(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(words.get(0) + " was interrupted", e);
        }
    }

    /** Where a program of that name is in the known world's PATH. */
    public static Optional<Path> find(String program) {
        for (String directory : KNOWN_WORLD.getOrDefault("PATH", "").split(":")) {
            Path candidate = Path.of(directory, program);
            if (java.nio.file.Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static CompletableFuture<String> read(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (stream) {
                        text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.completeExceptionally(e);
                    }
                },
                "reads a command's output");
        reader.setDaemon(true);
        reader.start();
        return text;
    }
}
