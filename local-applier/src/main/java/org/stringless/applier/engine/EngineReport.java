package org.stringless.applier.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.json.JsonObject;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.ResourceEvent;

/**
 * Puppet's own report (format 12), as far as a run record takes it over.
 *
 * @param status {@code unchanged}, {@code changed} or {@code failed}
 * @param completed whether the transaction came to its end
 * @param events what changed, failed, was skipped or would have changed; failures first
 * @param logs messages at notice and above; one that repeats itself stands there once
 */
public record EngineReport(String status, boolean completed, List<ResourceEvent> events, List<LogLine> logs) {
    /** Copies the lists. */
    public EngineReport {
        events = List.copyOf(events);
        logs = List.copyOf(logs);
    }

    /**
     * Takes over a report.
     *
     * @param environment the environment's directory; files inside are named relative to it
     * @param withSkipped whether skipped resources are of interest; with tags nearly all of them are skipped
     */
    static EngineReport of(JsonObject report, String environment, boolean withSkipped) {
        List<LogLine> logs = logs(report);
        List<ResourceEvent> failed = new ArrayList<>();
        List<ResourceEvent> others = new ArrayList<>();
        JsonObject statuses = report.object("resource_statuses");
        for (String resource : statuses.names()) {
            JsonObject status = statuses.object(resource);
            String type = status.plain("resource_type");
            if (type.equals("Schedule") || type.equals("Filebucket")) {
                continue;
            }
            for (ResourceEvent event : events(resource, status, environment, withSkipped, logs)) {
                (event.status().equals("failed") ? failed : others).add(event);
            }
        }
        failed.addAll(others);
        return new EngineReport(
                report.text("status"), flag(report, "transaction_completed"), failed, withoutDifferences(logs));
    }

    private static List<ResourceEvent> events(
            String resource, JsonObject status, String environment, boolean withSkipped, List<LogLine> logs) {
        List<ResourceEvent> events = new ArrayList<>();
        boolean failure = false;
        for (JsonObject event : status.objects("events")) {
            String outcome = switch (event.plain("status")) {
                case "success" -> "changed";
                case "failure" -> "failed";
                case "noop" -> "pending";
                default -> "";
            };
            if (!outcome.isEmpty()) {
                failure |= outcome.equals("failed");
                events.add(event(resource, status, outcome, event, environment));
            }
        }
        if (!failure && (flag(status, "failed") || flag(status, "failed_to_restart"))) {
            String message = logs.stream()
                    .filter(line -> isError(line.level()) && line.source().endsWith(resource))
                    .reduce((first, second) -> second)
                    .map(LogLine::message)
                    .orElse(flag(status, "failed_to_restart") ? "failed to restart" : "failed");
            events.add(whole(resource, status, "failed", message, environment));
        } else if (withSkipped && events.isEmpty() && flag(status, "skipped")) {
            events.add(whole(resource, status, "skipped", "", environment));
        }
        return events;
    }

    private static ResourceEvent event(
            String resource, JsonObject status, String outcome, JsonObject event, String environment) {
        return new ResourceEvent(
                resource,
                outcome,
                event.plain("property"),
                event.plain("previous_value"),
                readable(event.plain("desired_value")),
                event.plain("message"),
                flag(event, "corrective_change"),
                relative(status.plain("file"), environment),
                line(status));
    }

    /** Puppet gives the wanted content of a file as the Base64 form of its written checksum. */
    private static String readable(String value) {
        if (value.length() < 40 || !value.startsWith("e3")) { // "{" and the first letter of an algorithm's name
            return value;
        }
        try {
            String text = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            return text.matches("\\{[a-z0-9]+}[0-9a-f]+") ? text : value;
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static ResourceEvent whole(
            String resource, JsonObject status, String outcome, String message, String environment) {
        return new ResourceEvent(
                resource,
                outcome,
                "",
                "",
                "",
                message,
                false,
                relative(status.plain("file"), environment),
                line(status));
    }

    private static List<LogLine> logs(JsonObject report) {
        Map<String, LogLine> logs = new LinkedHashMap<>();
        for (JsonObject log : report.objects("logs")) {
            String level = log.plain("level");
            if (level.equals("debug") || level.equals("info")) {
                continue;
            }
            Optional<Instant> time =
                    log.optional("time", text -> OffsetDateTime.parse(text).toInstant());
            LogLine line = new LogLine(time.orElse(Instant.EPOCH), level, log.plain("source"), log.plain("message"));
            logs.putIfAbsent(level + "\0" + line.source() + "\0" + line.message(), line);
        }
        return new ArrayList<>(logs.values());
    }

    /** Differences of files are for the terminal of whoever asked for them: they may hold secrets, and a record travels. */
    private static List<LogLine> withoutDifferences(List<LogLine> logs) {
        return logs.stream().filter(line -> !isDifference(line.message())).toList();
    }

    /** Whether a message is the difference of two files, as {@code --show_diff} logs it. */
    public static boolean isDifference(String message) {
        return message.startsWith("\n--- ") || message.startsWith("\n*** ") || message.startsWith("--- /");
    }

    static boolean isError(String level) {
        return level.equals("err") || level.equals("alert") || level.equals("emerg") || level.equals("crit");
    }

    private static boolean flag(JsonObject members, String name) {
        return members.has(name) && members.bool(name);
    }

    private static int line(JsonObject status) {
        return status.has("line") ? status.number("line") : 0;
    }

    /** A file's name as whoever wrote the code knows it: relative to the environment's directory when it lies inside. */
    public static String relative(String file, String environment) {
        return file.startsWith(environment + "/") ? file.substring(environment.length() + 1) : file;
    }
}
