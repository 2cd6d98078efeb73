package org.stringless.applier.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.engine.EngineResult.End;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.ResourceCounts;

/** All that one engine said, and what follows from it. */
final class Hearing {
    private static final int LONGEST_CAUSE = 4_000;
    private static final int KILL_STATUS = 128 + 9; // as Java tells an end by signal 9
    private static final String KILLED = "it was killed, as the kernel does when memory runs out";

    private final EngineListener listener;
    private final EngineOrder order;
    private final EngineStart start;
    private String engine = "";
    private String lastError = "";
    private String fault = "";
    private @Nullable String running;
    private @Nullable JsonObject end;
    private @Nullable JsonObject reportOnPipe;
    private boolean compiled;
    private boolean wanted;
    private boolean timedOut;
    private int total;
    private int changed;
    private int failed;
    private int skipped;

    Hearing(EngineListener listener, EngineOrder order, EngineStart start) {
        this.listener = listener;
        this.order = order;
        this.start = start;
    }

    /** The engine was told to stop, because its time was over or because somebody wished it. */
    void stopped(boolean timeIsOver) {
        timedOut |= timeIsOver;
    }

    /** Whether the catalog is to be applied. */
    boolean wanted() {
        return wanted;
    }

    /** Takes one line; true when the engine now waits for a word. */
    boolean hear(String line) throws IOException {
        JsonObject event;
        try {
            event = JsonObject.parse(line);
        } catch (JsonException e) {
            fault = "the engine does not speak our language: " + e.getMessage();
            return false;
        }
        switch (event.plain("event")) {
            case "engine" -> engine = event.plain("name") + " " + event.plain("version");
            case "phase" -> {
                if (event.plain("phase").equals("facts")) {
                    listener.compiling();
                }
            }
            case "log" -> log(event);
            case "compiled" -> {
                compiled = true;
                total = event.number("resources");
                wanted = listener.compiled(total);
                return true;
            }
            case "start" -> {
                running = event.text("resource");
                listener.started(running);
            }
            case "done" -> done(event);
            case "error" -> fault = event.plain("message");
            case "report" -> {
                fault = event.plain("problem");
                reportOnPipe = event.has("report") ? event.object("report") : null;
            }
            case "end" -> end = event;
            default -> {}
        }
        return false;
    }

    private void log(JsonObject event) {
        String level = event.plain("level");
        if (level.equals("debug") || level.equals("info")) {
            return;
        }
        LogLine line = new LogLine(event.instant("time"), level, event.plain("source"), event.plain("message"));
        if (EngineReport.isError(level)) {
            lastError = line.message() + place(event);
        }
        listener.logged(line);
    }

    /** Where in the release Puppet sees the fault; its messages name the place only in a field of their own. */
    private String place(JsonObject event) {
        String file = EngineReport.relative(
                event.plain("file"), order.environmentDirectory().toString());
        return file.isEmpty() ? "" : " (" + file + (event.has("line") ? ":" + event.plain("line") : "") + ")";
    }

    private void done(JsonObject event) {
        running = null;
        changed += event.has("changed") && event.bool("changed") ? 1 : 0;
        failed += event.has("failed") && event.bool("failed") ? 1 : 0;
        skipped += event.has("skipped") && event.bool("skipped") ? 1 : 0;
        listener.done(event.text("resource"));
    }

    /** What it all comes to, now that the process has ended. Green is believed only when every witness says so. */
    EngineResult result(int exit, boolean stopAsked) {
        Optional<EngineReport> report = report();
        End how = how(exit, report, stopAsked);
        String cause = how == End.APPLIED ? "" : wasKilled(exit) ? KILLED : cause();
        return new EngineResult(
                how,
                how == End.APPLIED ? exit : how == End.LOCKED ? EngineProcess.LOCKED : 1,
                cause,
                Optional.ofNullable(running),
                engine,
                report,
                counts());
    }

    private End how(int exit, Optional<EngineReport> report, boolean stopAsked) {
        if (exit == EngineProcess.LOCKED) {
            return End.LOCKED;
        }
        boolean green = exit == 0 || exit == 2;
        if (end != null
                && (green || exit == 4 || exit == 6)
                && end.number("exit") == exit
                && report.isPresent()
                && report.get().completed()
                && green != report.get().status().equals("failed")) {
            return End.APPLIED;
        }
        if (timedOut) {
            return End.TIMED_OUT;
        }
        if (stopAsked || (end != null && end.has("signal"))) {
            return End.STOPPED;
        }
        if (engine.isEmpty()) {
            return End.UNUSABLE;
        }
        return compiled ? End.NOT_COMPLETED : End.NOT_COMPILED;
    }

    /** Nobody who was killed has a last word, and what it said before is not why. */
    private boolean wasKilled(int exit) {
        return end == null && exit == KILL_STATUS && !timedOut;
    }

    private String cause() {
        String cause = !lastError.isEmpty() ? lastError : !fault.isEmpty() ? fault : errors();
        if (cause.isEmpty()) {
            cause = "no word from Puppet";
        }
        String text = cause.strip();
        return text.length() > LONGEST_CAUSE ? text.substring(0, LONGEST_CAUSE) + "…" : text;
    }

    /** The last lines that went to standard error. */
    private String errors() {
        try {
            String all = new String(Files.readAllBytes(start.errors()), StandardCharsets.UTF_8).strip();
            return all.substring(Math.max(0, all.length() - 1_000));
        } catch (IOException e) {
            return "";
        }
    }

    private Optional<EngineReport> report() {
        boolean withSkipped = order.tags().isEmpty() && order.skipTags().isEmpty();
        String environment = order.environmentDirectory().toString();
        try {
            JsonObject document = reportOnPipe != null && !Files.exists(start.report())
                    ? reportOnPipe
                    : JsonObject.parse(Files.readAllBytes(start.report()));
            return Optional.of(EngineReport.of(document, environment, withSkipped));
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    private ResourceCounts counts() {
        if (end != null && end.has("resources")) {
            JsonObject all = end.object("resources");
            return new ResourceCounts(
                    all.number("total"),
                    all.number("changed"),
                    all.number("failed"),
                    all.number("skipped"),
                    all.number("pending"),
                    all.number("corrective"));
        }
        return new ResourceCounts(total, changed, failed, skipped, 0, 0);
    }
}
