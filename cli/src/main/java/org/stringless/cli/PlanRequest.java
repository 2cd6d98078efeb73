package org.stringless.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            Map<String, String> keys = members(document);
            if (!Set.of("groups", "capacity").containsAll(keys.keySet())) {
                throw new IllegalArgumentException("it has other keys than 'groups' and 'capacity'");
            }
            List<Group> groups = new ArrayList<>();
            if (document instanceof Map<?, ?> map && map.get("groups") instanceof List<?> list) {
                for (Object item : list) {
                    groups.add(group(members(item)));
                }
            }
            Object capacity = document instanceof Map<?, ?> map ? map.get("capacity") : null;
            return new PlanRequest(groups, capacity == null ? Optional.empty() : Optional.of(capacity(capacity)));
        } catch (YAMLException | IllegalArgumentException | DateTimeException e) {
            throw wrong(file.toString(), e, "Correct it; docs/schedule.md shows one.");
        }
    }

    /** A group as an option says it. */
    static Group group(String option) {
        try {
            return group(pairs(option));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(
                    "--group '" + option + "'",
                    e,
                    "Write it as --group web,nodes=1000,period=30m,repository=2.5,collector=0.4 .");
        }
    }

    /** A capacity as an option says it: {@code 40}, or {@code repository=40,collector=10}. */
    static Capacity capacity(String option) {
        try {
            return option.contains("=") ? capacity(pairs(option)) : capacity((Object) Integer.valueOf(option));
        } catch (IllegalArgumentException e) {
            throw wrong("--capacity '" + option + "'", e, "Write it as --capacity repository=40,collector=10 .");
        }
    }

    private static Capacity capacity(Object said) {
        if (said instanceof Number number) {
            return new Capacity(number.intValue(), number.intValue());
        }
        Map<String, String> members = members(said);
        if (!members.keySet().equals(Set.of("repository", "collector"))) {
            throw new IllegalArgumentException("a capacity is a number, or one for repository and one for collector");
        }
        return new Capacity(Integer.parseInt(members.get("repository")), Integer.parseInt(members.get("collector")));
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
                Integer.parseInt(members.getOrDefault("nodes", "")),
                Span.parse(members.getOrDefault("period", "")),
                Map.of(
                        Service.REPOSITORY, seconds(members.getOrDefault("repository", "1")),
                        Service.COLLECTOR, seconds(members.getOrDefault("collector", "1"))),
                start(members),
                Optional.ofNullable(members.get("host")));
    }

    private static Start start(Map<String, String> members) {
        if (members.containsKey("start")) {
            return new Start.Fixed(Duration.between(LocalTime.MIN, LocalTime.parse(members.getOrDefault("start", ""))));
        }
        return switch (members.getOrDefault("slots", "index")) {
            case "index" -> new Start.Indexed();
            case "hash" -> new Start.Hashed();
            default -> throw new IllegalArgumentException("slots are by 'index' or by 'hash'");
        };
    }

    private static Duration seconds(String text) {
        return text.matches("[0-9.]+")
                ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000))
                : Span.parse(text);
    }

    private static Map<String, String> pairs(String option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : option.split(",")) {
            int equals = part.indexOf('=');
            pairs.put(
                    equals < 0 ? "name" : part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
        return pairs;
    }

    private static Map<String, String> members(Object document) {
        if (!(document instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it is not a map of keys");
        }
        Map<String, String> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), String.valueOf(value)));
        return members;
    }

    private static Failure wrong(String what, RuntimeException e, String next) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return new Failure(Reason.USAGE, what + " cannot be used: " + message + ".", next, e);
    }
}
