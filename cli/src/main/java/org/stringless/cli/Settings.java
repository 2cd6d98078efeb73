package org.stringless.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What {@code stringless.yaml} says. {@code packaging/node/etc/stringless/stringless.yaml} names every key with its default.
 *
 * @param node the node's name; empty means the machine's fully qualified host name
 * @param repository base address of the repository; the channel lies below it as {@code channels/<name>}
 * @param channel the channel this node follows
 * @param collector base address of the collector; empty means that records stay in the spool
 * @param period how often this node runs, for its own deadline; the channel's pointer may say otherwise
 * @param slotIndex the node's number, which gives it its moment inside the period; empty means that its name does
 * @param slotHost the hypervisor or rack inside which {@code slotIndex} counts; empty means the whole fleet
 * @param runTimeout longest time Puppet may take
 * @param keepReleases how many releases stay in the store, the current one included
 * @param puppet the {@code puppet} program; empty means the first one in the usual places
 * @param forge base address of the Forge that Puppetfiles name versions from
 * @param allowedLinks where links may point that leave a control repository
 * @param targets publishing targets by name
 */
record Settings(
        Optional<NodeName> node,
        Optional<URI> repository,
        Optional<ChannelName> channel,
        Optional<URI> collector,
        Duration period,
        Optional<Long> slotIndex,
        Optional<String> slotHost,
        Duration runTimeout,
        int keepReleases,
        Optional<Path> puppet,
        URI forge,
        List<Path> allowedLinks,
        Map<String, Target> targets) {
    static final Set<String> KEYS = Set.of(
            "node",
            "repository",
            "channel",
            "collector",
            "period",
            "slot_index",
            "slot_host",
            "run_timeout",
            "keep_releases",
            "puppet",
            "forge",
            "allowed_links",
            "targets");
    private static final Set<String> TARGET_KEYS =
            Set.of("to", "user", "password_file", "profile", "ca_file", "signing_service");

    /**
     * Where to publish.
     *
     * @param to {@code dir:PATH} or {@code pulp:BASE_URL#REPOSITORY}
     * @param user Pulp user; empty means the one of the profile
     * @param passwordFile file whose first line is the password
     * @param profile profile in Pulp's own {@code cli.toml}
     * @param caFile certificates (PEM) to trust instead of the system's
     * @param signingService href of Pulp's metadata signing service for repositories made by us
     */
    record Target(
            String to,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<String> profile,
            Optional<Path> caFile,
            Optional<String> signingService) {}

    /** Reads the file; a missing one is an error only when it was named. All problems are told at once. */
    static Settings load(Path file, boolean named) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            if (named) {
                throw new Failure(
                        Reason.CONFIGURATION,
                        "The configuration " + file + " does not exist.",
                        "Write it, or leave --config out.",
                        e);
            }
            text = "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reader(file).read(text);
    }

    /** {@code 30m}, {@code 2h}, {@code 90s}, {@code 1d} or ISO 8601. */
    static Duration duration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("[0-9]+[smh]")) {
            return Duration.parse("PT" + lower);
        }
        return lower.matches("[0-9]+d") ? Duration.parse("P" + lower) : Duration.parse(text);
    }

    private static final class Reader {
        private final Path file;
        private final List<String> problems = new ArrayList<>();

        Reader(Path file) {
            this.file = file;
        }

        Settings read(String text) {
            Map<?, ?> keys = Map.of();
            try {
                Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
                if (document instanceof Map<?, ?> map) {
                    keys = map;
                } else if (document != null) {
                    problems.add("it is not a map of keys");
                }
            } catch (YAMLException e) {
                problems.add(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
            }
            unknown(keys, KEYS, "");
            Settings settings = new Settings(
                    value(keys, "node", NodeName::new),
                    value(keys, "repository", URI::create),
                    value(keys, "channel", ChannelName::new),
                    value(keys, "collector", URI::create),
                    value(keys, "period", Settings::duration).orElse(Duration.ofMinutes(30)),
                    value(keys, "slot_index", Reader::index),
                    value(keys, "slot_host", host -> host),
                    value(keys, "run_timeout", Settings::duration).orElse(Duration.ofMinutes(50)),
                    value(keys, "keep_releases", Integer::valueOf).orElse(3),
                    value(keys, "puppet", Path::of),
                    value(keys, "forge", URI::create).orElse(URI.create("https://forgeapi.puppet.com")),
                    list(keys, "allowed_links"),
                    targets(keys));
            if (settings.slotHost().isPresent() && !keys.containsKey("slot_index")) {
                problems.add("slot_host needs slot_index, the node's number on that host");
            }
            if (!problems.isEmpty()) {
                throw new Failure(
                        Reason.CONFIGURATION,
                        "The configuration " + file + " is wrong: " + String.join("; ", problems) + ".",
                        "Correct it; the installed stringless.yaml names every key.");
            }
            return settings;
        }

        private Map<String, Target> targets(Map<?, ?> keys) {
            Map<String, Target> targets = new LinkedHashMap<>();
            if (keys.get("targets") instanceof Map<?, ?> named) {
                named.forEach((name, members) -> {
                    if (members instanceof Map<?, ?> map && map.get("to") != null) {
                        unknown(map, TARGET_KEYS, "targets." + name + ".");
                        targets.put(
                                String.valueOf(name),
                                new Target(
                                        String.valueOf(map.get("to")),
                                        value(map, "user", text -> text),
                                        value(map, "password_file", Path::of),
                                        value(map, "profile", text -> text),
                                        value(map, "ca_file", Path::of),
                                        value(map, "signing_service", text -> text)));
                    } else {
                        problems.add("targets." + name + " has no key 'to'");
                    }
                });
            }
            return targets;
        }

        private List<Path> list(Map<?, ?> keys, String key) {
            Object value = keys.get(key);
            if (value == null) {
                return List.of();
            }
            if (value instanceof List<?> paths) {
                return paths.stream().map(String::valueOf).map(Path::of).toList();
            }
            problems.add(key + " is not a list");
            return List.of();
        }

        private static Long index(String text) {
            if (!text.matches("[0-9]{1,18}")) {
                throw new IllegalArgumentException("'" + text + "' is not a number from 0 on");
            }
            return Long.valueOf(text);
        }

        private <T> Optional<T> value(Map<?, ?> keys, String key, Function<String, T> noun) {
            Object value = keys.get(key);
            if (value == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(noun.apply(String.valueOf(value)));
            } catch (IllegalArgumentException | DateTimeException e) {
                problems.add(key + ": " + e.getMessage());
                return Optional.empty();
            }
        }

        private void unknown(Map<?, ?> keys, Set<String> known, String place) {
            for (Object key : keys.keySet()) {
                if (!known.contains(String.valueOf(key))) {
                    problems.add("unknown key '" + place + key + "'");
                }
            }
        }
    }
}
