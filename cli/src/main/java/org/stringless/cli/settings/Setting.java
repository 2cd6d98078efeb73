package org.stringless.cli.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;

/**
 * One key of the configuration. The two tables here are all there is: reading, unknown keys, the environment, {@code config show} and the
 * test of the shipped file follow them.
 *
 * @param <T> what its value is
 * @param key its name in a file
 * @param shape what stands behind the key
 * @param form reads a text; throws {@link IllegalArgumentException} with the value and what would be right
 * @param fallback the default as it would be written in a file; empty when there is none
 */
record Setting<T>(String key, Shape shape, Function<String, T> form, String fallback) {
    /** What stands behind a key. */
    enum Shape {
        ONE,
        LIST,
        TARGETS
    }

    static final Setting<NodeName> NODE = one("node", NodeName::new, "");
    static final Setting<URI> REPOSITORY = one("repository", Forms::repository, "");
    static final Setting<ChannelName> CHANNEL = one("channel", ChannelName::new, "");
    static final Setting<URI> COLLECTOR = one("collector", Forms::web, "");
    static final Setting<Duration> PERIOD = one("period", Forms::period, "30m");
    static final Setting<Long> SLOT_INDEX = one("slot_index", Forms::index, "");
    static final Setting<String> SLOT_HOST = one("slot_host", Forms::word, "");
    static final Setting<Duration> RUN_TIMEOUT = one("run_timeout", Forms::runTimeout, "50m");
    static final Setting<Integer> KEEP_RELEASES = one("keep_releases", Forms::kept, "3");
    static final Setting<Path> PUPPET = one("puppet", Forms::absolute, "");
    static final Setting<URI> FORGE = one("forge", Forms::web, "https://forgeapi.puppet.com");
    static final Setting<Path> ALLOWED_LINKS = new Setting<>("allowed_links", Shape.LIST, Forms::absolute, "");
    static final Setting<String> TARGETS = new Setting<>("targets", Shape.TARGETS, Forms::word, "");

    /** The keys of a file. */
    static final List<Setting<?>> ALL = List.of(
            NODE,
            REPOSITORY,
            CHANNEL,
            COLLECTOR,
            PERIOD,
            SLOT_INDEX,
            SLOT_HOST,
            RUN_TIMEOUT,
            KEEP_RELEASES,
            PUPPET,
            FORGE,
            ALLOWED_LINKS,
            TARGETS);

    static final Setting<String> TO = one("to", Forms::target, "");
    static final Setting<String> USER = one("user", Forms::word, "");
    static final Setting<Path> PASSWORD_FILE = one("password_file", Forms::file, "");
    static final Setting<String> PROFILE = one("profile", Forms::word, "");
    static final Setting<Path> CA_FILE = one("ca_file", Forms::file, "");
    static final Setting<String> SIGNING_SERVICE = one("signing_service", Forms::word, "");

    /** The keys of a target. */
    static final List<Setting<?>> OF_TARGET = List.of(TO, USER, PASSWORD_FILE, PROFILE, CA_FILE, SIGNING_SERVICE);

    private static <T> Setting<T> one(String key, Function<String, T> form, String fallback) {
        return new Setting<>(key, Shape.ONE, form, fallback);
    }

    /** The variable of the environment that overrides the files. */
    String variable() {
        return Variables.PREFIX + key.toUpperCase(Locale.ROOT);
    }

    T read(String text) {
        return form.apply(text);
    }

    /** The text as {@code config show} shows it: in one form, and without secrets. */
    String shown(String text) {
        T value = read(text);
        return value instanceof Duration span ? Span.write(span) : Secrets.hidden(String.valueOf(value));
    }
}
