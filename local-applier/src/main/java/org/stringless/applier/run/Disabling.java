package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.DurableFile;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * Puppet's own switch, {@code agent_disabled.lock}: {@code puppet agent --disable} and ours are one and the same. A time limit is a member
 * that Puppet's agent does not look at; our next run after it removes the file.
 */
public final class Disabling {
    private final Path file;

    /** The switch that is this file. */
    public Disabling(Path file) {
        this.file = file;
    }

    /** Disables runs; an existing reason is replaced. */
    public void disable(String reason, Optional<Duration> limit, Instant now) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        Optional<Instant> until = limit.map(now::plus);
        members.put(
                "disabled_message",
                reason + until.map(time -> " (until " + time + ")").orElse(""));
        until.ifPresent(time -> members.put("until", time.toString()));
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        DurableFile.write(file, JsonObject.compact(members), "rw-r--r--");
    }

    /** Enables runs again; false when they were not disabled. */
    public boolean enable() throws IOException {
        boolean was = Files.exists(file);
        DurableFile.delete(file);
        return was;
    }

    /** Why runs are disabled now; empty when they are not. The file's existence counts, whatever it holds. */
    public Optional<String> reason(Instant now) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonObject members = JsonObject.parse(Files.readAllBytes(file));
            Optional<Instant> until = members.optional("until", Instant::parse);
            return until.filter(time -> !now.isBefore(time)).isPresent()
                    ? Optional.empty()
                    : Optional.of(members.text("disabled_message", "reason not specified"));
        } catch (JsonException e) {
            return Optional.of("reason not readable");
        }
    }

    /**
     * Ends a time limit that is over.
     *
     * @throws Failure DISABLED while runs are disabled
     */
    void check(Instant now) throws IOException {
        Optional<String> reason = reason(now);
        if (reason.isPresent()) {
            throw new Failure(
                    Reason.DISABLED, "Runs are disabled: " + reason.get() + ".", "'stringless enable' allows them.");
        }
        enable();
    }
}
