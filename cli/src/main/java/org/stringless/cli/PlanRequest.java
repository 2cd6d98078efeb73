package org.stringless.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stringless.cli.settings.Span;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.schedule.Capacity;
import org.stringless.model.schedule.Group;
import org.stringless.model.schedule.Group.Start;
import org.stringless.model.schedule.Service;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What is to be planned, as options or a file say it. A group in an option is {@code web,nodes=1000,period=30m,repository=2.5,collector=0.4};
 * in the file it has the same members.
 */
record PlanRequest(List<Group> groups, Optional<Capacity> capacity) {
    private static final Set<String> MEMBERS =
            Set.of("name", "nodes", "period", "repository", "collector", "start", "host", "slots");

    /** From a YAML file with {@code groups} and {@code capacity}. */
    static PlanRequest read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Map<String, @Nullable Object> document =
                    map(new Yaml(new SafeConstructor(options)).load(Files.readString(file)));
            if (!Set.of("groups", "capacity").containsAll(document.keySet())) {
                throw new IllegalArgumentException("it has other keys than 'groups' and 'capacity'");
            }
            if (!(document.getOrDefault("groups", List.of()) instanceof List<?> list)) {
                throw new IllegalArgumentException("'groups' is not a list");
            }
            List<Group> groups =
                    list.stream().map(item -> group(members(map(item)))).toList();
            return new PlanRequest(
                    groups, Optional.ofNullable(document.get("capacity")).map(PlanRequest::capacity));
        } catch (MarkedYAMLException e) {
            Mark at = e.getProblemMark();
            String place = at == null ? "" : "line " + (at.getLine() + 1) + ": ";
            throw wrong(file.toString(), place + e.getProblem(), e);
        } catch (CharacterCodingException e) {
            throw wrong(file.toString(), "it is not UTF-8 text", e);
        } catch (YAMLException | IllegalArgumentException | DateTimeException e) {
            throw wrong(file.toString(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Failure wrong(String file, String why, Exception e) {
        return wrong(file, why, e, "Correct it; docs/schedule.md shows one.");
    }

    /** A group as an option says it. */
    static Group group(String option) {
        try {
            return group(pairs(option));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(
                    "--group '" + option + "'",
                    String.valueOf(e.getMessage()),
                    e,
                    "Write it as --group web,nodes=1000,period=30m,repository=2.5,collector=0.4 .");
        }
    }

    /** A capacity as an option says it: {@code 40}, or {@code repository=40,collector=10}. */
    static Capacity capacity(String option) {
        try {
            return option.contains("=") ? capacity(pairs(option)) : capacity((Object) option);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "--capacity '" + option + "'",
                    String.valueOf(e.getMessage()),
                    e,
                    "Write it as --capacity repository=40,collector=10 .");
        }
    }

    private static Capacity capacity(Object said) {
        if (!(said instanceof Map<?, ?>)) {
            int both = whole("a capacity", scalar("capacity", said));
            return new Capacity(both, both);
        }
        Map<String, String> members = members(map(said));
        if (!members.keySet().equals(Set.of("repository", "collector"))) {
            throw new IllegalArgumentException("a capacity is a number, or one for repository and one for collector");
        }
        return new Capacity(
                whole("a capacity", members.getOrDefault("repository", "")),
                whole("a capacity", members.getOrDefault("collector", "")));
    }

    private static Group group(Map<String, String> members) {
        for (String name : members.keySet()) {
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("a group knows no '" + name + "'");
            }
        }
        for (String name : List.of("name", "nodes", "period")) {
            if (!members.containsKey(name)) {
                throw new IllegalArgumentException("the group's '" + name + "' is missing");
            }
        }
        return new Group(
                members.getOrDefault("name", ""),
                whole("'nodes'", members.getOrDefault("nodes", "")),
                Span.parse(members.getOrDefault("period", "")),
                Map.of(
                        Service.REPOSITORY, seconds(members.getOrDefault("repository", "1")),
                        Service.COLLECTOR, seconds(members.getOrDefault("collector", "1"))),
                start(members),
                host(members));
    }

    private static Optional<String> host(Map<String, String> members) {
        Optional<String> host = Optional.ofNullable(members.get("host"));
        if (host.isPresent() && host.get().isBlank()) {
            throw new IllegalArgumentException("a host has a name");
        }
        if (host.isPresent() && (members.containsKey("start") || "hash".equals(members.get("slots")))) {
            throw new IllegalArgumentException("'host' is for nodes with numbers, not beside 'start' or slots by hash");
        }
        return host;
    }

    private static Start start(Map<String, String> members) {
        if (members.containsKey("start")) {
            if (members.containsKey("slots")) {
                throw new IllegalArgumentException("nodes that start together have no slots: 'start' or 'slots'");
            }
            return new Start.Fixed(moment(members.getOrDefault("start", "")));
        }
        return switch (members.getOrDefault("slots", "index")) {
            case "index" -> new Start.Indexed();
            case "hash" -> new Start.Hashed();
            default -> throw new IllegalArgumentException("slots are by 'index' or by 'hash'");
        };
    }

    private static Duration moment(String text) {
        try {
            return Duration.between(LocalTime.MIN, LocalTime.parse(text));
        } catch (DateTimeException e) {
            // YAML takes 3:00 without quotes for the number 180.
            throw new IllegalArgumentException(
                    "the start '" + text + "' is no time of the day, in YAML with quotes: \"03:00\"", e);
        }
    }

    private static Duration seconds(String text) {
        return text.matches("[0-9]+([.][0-9]+)?")
                ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000))
                : Span.parse(text);
    }

    private static int whole(String what, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(what + " is a whole number up to 999999999, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> pairs(String option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : option.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "name" : part.substring(0, equals).strip();
            if (pairs.put(name, part.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("'" + name + "' is said twice");
            }
        }
        return pairs;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object document) {
        if (!(document instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("where keys should stand, written 'key: value', is something else");
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(scalar("a key", name), value));
        return members;
    }

    private static Map<String, String> members(Map<String, @Nullable Object> map) {
        Map<String, String> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(name, scalar("'" + name + "'", value)));
        return members;
    }

    private static String scalar(String what, @Nullable Object value) {
        if (value == null || value instanceof Collection<?> || value instanceof Map<?, ?>) {
            throw new IllegalArgumentException(what + " should be one value");
        }
        return value.toString();
    }

    private static Failure wrong(String what, String why, Exception e, String next) {
        return new Failure(Reason.USAGE, what + " cannot be used: " + why.replaceAll("\\s+", " ") + ".", next, e);
    }
}
