package org.stringless.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stringless.cli.settings.Settings;
import org.stringless.cli.settings.Span;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.stringless.model.schedule.Period;

/**
 * What a node that joins is told of its fleet.
 *
 * @param repository address below which {@code channels/<name>/} lies
 * @param settings every key that is given, by its name in {@code stringless.yaml}, with a value that is valid
 */
record JoinOrder(URI repository, ChannelName channel, Map<String, String> settings) {
    /** Copies the map, in its order. */
    JoinOrder {
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** As it is typed; a word that is no value of its option is refused with {@link Reason#USAGE}. */
    static JoinOrder of(String repository, String channel, Map<String, @Nullable String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        URI address = address("--repository", repository, List.of("https", "http", "file"));
        ChannelName name = checked("--channel", channel, ChannelName::new);
        settings.put("repository", address.toString());
        settings.put("channel", name.text());
        more.forEach((key, text) -> {
            if (text != null) {
                settings.put(key, value(key, text));
            }
        });
        if (settings.containsKey("slot_host") && !settings.containsKey("slot_index")) {
            throw new Failure(
                    Reason.USAGE,
                    "--slot-host needs --slot-index, the node's number on that host.",
                    "Give both, or neither.");
        }
        return new JoinOrder(address, name, settings);
    }

    private static String value(String key, String text) {
        String option = "--" + key.replace('_', '-');
        return switch (key) {
            case "collector" -> address(option, text, List.of("https", "http")).toString();
            case "node" -> checked("--name", text, NodeName::new).text();
            case "period" -> {
                checked(option, text, length -> Period.of(Span.parse(length)));
                yield text;
            }
            default -> text;
        };
    }

    private static <T> T checked(String option, String text, Function<String, T> noun) {
        try {
            return noun.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new Failure(Reason.USAGE, option + ": " + e.getMessage() + ".", "See 'stringless join --help'.", e);
        }
    }

    private static URI address(String option, String text, List<String> schemes) {
        Failure refused = new Failure(
                Reason.USAGE,
                option + ": '" + text + "' is not an address (" + String.join(":, ", schemes) + ":).",
                "Write it whole, as in --repository https://packages.example.org/stringless/.");
        try {
            URI address = URI.create(text);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            boolean whole = scheme.equals("file")
                    ? String.valueOf(address.getPath()).startsWith("/")
                    : address.getHost() != null;
            if (schemes.contains(scheme) && whole && address.getQuery() == null && address.getFragment() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            refused.addSuppressed(e);
        }
        throw refused;
    }

    /** The fragment of configuration that says it. */
    String fragment() {
        StringBuilder text = new StringBuilder(
                "# Written by 'stringless join'; the next one writes it anew. A file whose name sorts later has the last word.\n");
        settings.forEach((key, value) ->
                text.append(key).append(": '").append(value.replace("'", "''")).append("'\n"));
        return text.toString();
    }

    /** Whether the configuration, as it is read, follows this order's repository and channel. */
    boolean isFollowedBy(Settings configuration) {
        return configuration.repository().equals(Optional.of(repository))
                && configuration.channel().equals(Optional.of(channel));
    }
}
