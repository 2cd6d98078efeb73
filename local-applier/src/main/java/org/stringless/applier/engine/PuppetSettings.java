package org.stringless.applier.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.DurableFile;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * What the engine says of its own settings. Asking costs a second, so the answer is kept, for as long as neither the program nor {@code
 * puppet.conf} changes.
 */
public record PuppetSettings(Map<String, String> values) {
    private static final List<String> ASKED =
            List.of("confdir", "vardir", "statedir", "certname", "reports", "agent_disabled_lockfile");

    /** Copies the map. */
    public PuppetSettings {
        values = Map.copyOf(values);
    }

    /**
     * The settings, asked for or remembered.
     *
     * @param memory where the answer is kept
     * @throws Failure ENGINE_UNUSABLE when Puppet does not answer, or says that it ignores its configuration
     */
    public static PuppetSettings of(PuppetProgram program, EngineDirectories directories, Path memory) {
        Optional<PuppetSettings> known = remembered(memory);
        if (known.isPresent() && recall(memory).equals(fingerprint(program, known.get()))) {
            return known.get();
        }
        PuppetSettings asked = ask(program, directories);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", 1);
        document.put("fingerprint", fingerprint(program, asked));
        document.put("settings", asked.values());
        try {
            DurableFile.write(memory, JsonObject.pretty(document));
        } catch (IOException e) {
            return asked; // a full disk costs the next run a second, no more
        }
        return asked;
    }

    /** What was asked last, without looking whether it still holds: for a quick look at a node. */
    public static Optional<PuppetSettings> remembered(Path memory) {
        try {
            JsonObject settings =
                    JsonObject.parse(Files.readAllBytes(memory)).format(1).object("settings");
            Map<String, String> values = new LinkedHashMap<>();
            ASKED.forEach(name -> values.put(name, settings.text(name)));
            return Optional.of(new PuppetSettings(values));
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    /** Puppet's own switch: while this file exists, neither the agent nor we run. */
    public Path disabledFile() {
        return path("agent_disabled_lockfile");
    }

    /** Where Puppet remembers what it did, {@code transactionstore.yaml} for one. */
    public Path stateDirectory() {
        return path("statedir");
    }

    /** Whether the site sends reports somewhere; Puppet's default only piles them up. */
    public boolean hasReportProcessors() {
        String reports = values.getOrDefault("reports", "store").strip();
        return !reports.equals("store") && !reports.equals("none") && !reports.isEmpty();
    }

    private Path path(String name) {
        return Path.of(values.getOrDefault(name, "/"));
    }

    private static String recall(Path memory) {
        try {
            return JsonObject.parse(Files.readAllBytes(memory)).text("fingerprint", "");
        } catch (IOException | JsonException e) {
            return "";
        }
    }

    private static String fingerprint(PuppetProgram program, PuppetSettings settings) {
        return mark(program.puppet())
                + " "
                + mark(settings.path("confdir").resolve("puppet.conf")) + " " + settings.path("vardir");
    }

    private static String mark(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return file + " none";
        }
    }

    private static PuppetSettings ask(PuppetProgram program, EngineDirectories directories) {
        List<String> words = new ArrayList<>(List.of(program.puppet().toString(), "config", "print"));
        words.addAll(directories.options());
        words.addAll(List.of("--section", "user"));
        words.addAll(ASKED);
        CommandResult result;
        try {
            directories.make();
            result = Command.of(words.toArray(String[]::new)).run();
        } catch (IOException e) {
            throw new Failure(
                    Reason.ENGINE_UNUSABLE,
                    "Puppet does not start: " + e.getMessage() + ".",
                    "Run '" + program.puppet() + " --version'.",
                    e);
        }
        if (result.err().contains("Could not parse")) {
            throw new Failure(
                    Reason.ENGINE_UNUSABLE,
                    "Puppet ignores its whole configuration: "
                            + result.err().strip().lines().findFirst().orElse("") + ".",
                    "Correct that line of puppet.conf.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        result.out().lines().forEach(line -> {
            int equals = line.indexOf(" = ");
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 3));
            }
        });
        values.keySet().retainAll(ASKED);
        if (result.exit() != 0 || values.size() != ASKED.size()) {
            throw new Failure(
                    Reason.ENGINE_UNUSABLE,
                    "Puppet does not tell its settings: "
                            + result.err().strip().lines().findFirst().orElse("exit status " + result.exit()) + ".",
                    "Run '" + program.puppet() + " config print'.");
        }
        return new PuppetSettings(values);
    }
}
