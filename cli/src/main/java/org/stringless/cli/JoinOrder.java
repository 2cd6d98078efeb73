package org.stringless.cli;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stringless.cli.settings.Secrets;
import org.stringless.cli.settings.Settings;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelName;

/**
 * What a node that joins is told of its fleet.
 *
 * @param settings the keys of the configuration that are given, with valid values; repository and channel among them
 */
record JoinOrder(Map<String, String> settings) {
    /** Copies the map, in its order. */
    JoinOrder {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** From values as they are typed, by key; one that is no value of its key is refused with {@link Reason#USAGE}. */
    static JoinOrder of(Map<String, @Nullable String> typed) {
        Map<String, String> settings = new LinkedHashMap<>();
        typed.forEach((key, text) -> {
            if (text != null) {
                settings.put(key, valid(key, text));
            }
        });
        Settings.incomplete(settings.keySet()).ifPresent(why -> {
            throw new Failure(Reason.USAGE, why, "Give both, or neither.");
        });
        return new JoinOrder(settings);
    }

    private static String valid(String key, String text) {
        try {
            return Settings.valid(key, text);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Reason.USAGE,
                    key + ": " + Secrets.hidden(e.getMessage() + "."),
                    "See 'stringless join --help'.",
                    e);
        }
    }

    URI repository() {
        return URI.create(Objects.requireNonNull(settings.get("repository")));
    }

    ChannelName channel() {
        return new ChannelName(Objects.requireNonNull(settings.get("channel")));
    }

    /** The fragment of configuration that says it. */
    String fragment() {
        StringBuilder text = new StringBuilder(
                "# Written by 'stringless join'; the next one writes it anew. A file whose name sorts later has the last word.\n");
        settings.forEach((key, value) ->
                text.append(key).append(": '").append(value.replace("'", "''")).append("'\n"));
        return text.toString();
    }

    /** Whether the configuration, as it is read, names this repository and this channel. */
    boolean isFollowedBy(Settings configuration) {
        return configuration.repository().equals(Optional.of(repository()))
                && configuration.channel().equals(Optional.of(channel()));
    }
}
