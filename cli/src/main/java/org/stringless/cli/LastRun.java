package org.stringless.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.DurableFile;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.RunRecord;

/** {@code state/last_run.json}: what a node says of its last run without opening anything large. */
record LastRun(JsonObject members) {
    static Path file(Path state) {
        return state.resolve("state/last_run.json");
    }

    /** The last run of the node with that state; empty when there was none yet. */
    static Optional<LastRun> read(Path state) {
        try {
            return Optional.of(new LastRun(
                    JsonObject.parse(Files.readAllBytes(file(state))).format(1)));
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    /** Remembers that run as the last one. */
    static void write(Path state, RunRecord run) throws IOException {
        DurableFile.write(file(state), JsonObject.pretty(document(run)), "rw-r--r--");
    }

    private static Map<String, Object> document(RunRecord run) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", 1);
        document.put("id", run.id().toString());
        document.put("sequence", run.sequence());
        document.put("started", run.started().toString());
        document.put("ended", run.ended().toString());
        document.put("due_by", run.dueBy().toString());
        document.put("outcome", run.outcome().code());
        document.put("exit_status", run.exitStatus());
        document.put("stage", run.stage().code());
        document.put(
                "reason", run.problem().map(problem -> problem.reason().code()).orElse(""));
        document.put("message", run.problem().map(RunRecord.Problem::message).orElse(""));
        document.put("release_wanted", run.wanted().map(ReleaseId::text).orElse(""));
        document.put("release_applied", run.applied().map(ReleaseId::text).orElse(""));
        document.put("channel", run.channel().map(Object::toString).orElse(""));
        document.put("serial", run.serial());
        document.put("runner", run.runner());
        document.put("engine", run.engine());
        document.put("noop", run.noop());
        return document;
    }

    /** All of it, for a larger document. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        for (String name : members.names()) {
            switch (name) {
                case "format" -> {}
                case "sequence", "exit_status", "serial" -> document.put(name, members.integer(name));
                case "noop" -> document.put(name, members.bool(name));
                default -> document.put(name, members.plain(name));
            }
        }
        return document;
    }

    String text(String name) {
        return members.plain(name);
    }

    boolean overdue(Instant now) {
        return now.isAfter(members.instant("due_by"));
    }
}
