package org.stringless.applier.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.process.Command;

/**
 * All that starting an engine needs but the order, which comes later: it loads Puppet's code while the release is still being fetched.
 *
 * @param directories where Puppet keeps its own things
 * @param scratch a private directory, new for every start: a report found there was made by this process
 * @param runLock file whose lock the engine holds as long as it lives; empty for a preview
 * @param lockWait how long to wait for that lock and for the agent's
 * @param environment further variables
 * @param catalog where the catalog is to be written, secrets in clear; empty for nowhere
 */
public record EngineStart(
        PuppetProgram program,
        EngineDirectories directories,
        Path scratch,
        Optional<Path> runLock,
        Duration lockWait,
        Map<String, String> environment,
        Optional<Path> catalog) {
    /** Copies the map. */
    public EngineStart {
        environment = Map.copyOf(environment);
    }

    /**
     * Starts it.
     *
     * @throws IOException when the scratch directory cannot be written or Ruby does not start
     */
    public EngineProcess start() throws IOException {
        directories.make();
        Path driver = put("driver.rb");
        Path features = put("features.txt");
        List<String> words = new ArrayList<>(List.of(
                program.ruby().toString(),
                driver.toString(),
                "--report",
                report().toString(),
                "--hold",
                "--wait",
                features.toString()));
        runLock.ifPresent(file -> words.addAll(
                List.of("--lock", "--run-lock", file.toString(), "--lock-wait", "" + lockWait.toSeconds())));
        catalog.ifPresent(file -> words.addAll(List.of("--catalog", file.toString())));
        words.add("--");
        Command command = Command.of(words.toArray(String[]::new));
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return new EngineProcess(command.start(errors()), this);
    }

    Path report() {
        return scratch.resolve("report.json");
    }

    Path errors() {
        return scratch.resolve("errors.txt");
    }

    private Path put(String name) throws IOException {
        Path file = scratch.resolve(name);
        try (InputStream in = EngineStart.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the program itself");
            }
            Files.copy(in, file);
        }
        return file;
    }
}
