package org.stringless.cli.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;

/** The effective configuration. {@code packaging/node/etc/stringless/stringless.yaml} names every key with its default. */
public final class Settings {
    private final Map<String, Given> given;
    private final Map<String, Map<String, Given>> targets;

    Settings(Map<String, Given> given, Map<String, Map<String, Given>> targets) {
        this.given = new LinkedHashMap<>(given);
        this.targets = new LinkedHashMap<>(targets);
    }

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
    public record Target(
            String to,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<String> profile,
            Optional<Path> caFile,
            Optional<String> signingService) {
        /** A target that the command line names by its address. */
        public static Target at(String to) {
            return new Target(
                    to, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** The text, when it is a value of that key; throws {@link IllegalArgumentException} that says what would be one. */
    public static String valid(String key, String text) {
        Setting<?> setting = Setting.ALL.stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        setting.read(text);
        return text;
    }

    /** What is wrong with keys that are given together, as a sentence; empty when nothing is. */
    public static Optional<String> incomplete(Set<String> keys) {
        return keys.contains(Setting.SLOT_HOST.key()) && !keys.contains(Setting.SLOT_INDEX.key())
                ? Optional.of("slot_host needs slot_index, the node's number on that host.")
                : Optional.empty();
    }

    /** The node's name; empty means the machine's fully qualified host name. */
    public Optional<NodeName> node() {
        return value(given, Setting.NODE);
    }

    /** Base address of the repository; the channel lies below it as {@code channels/<name>}. */
    public Optional<URI> repository() {
        return value(given, Setting.REPOSITORY);
    }

    /** The channel this node follows. */
    public Optional<ChannelName> channel() {
        return value(given, Setting.CHANNEL);
    }

    /** Base address of the collector; empty means that records stay in the spool. */
    public Optional<URI> collector() {
        return value(given, Setting.COLLECTOR);
    }

    /** How often this node runs while nothing is known of its channel. */
    public Duration period() {
        return value(given, Setting.PERIOD).orElseThrow();
    }

    /** How often this node runs whatever its channel says; empty means as that says. */
    public Optional<Duration> ownPeriod() {
        return given.containsKey(Setting.PERIOD.key()) ? Optional.of(period()) : Optional.empty();
    }

    /** The node's number, which gives it its moment inside the period; empty means that its name does. */
    public Optional<Long> slotIndex() {
        return value(given, Setting.SLOT_INDEX);
    }

    /** The hypervisor or rack inside which {@link #slotIndex} counts; empty means the whole fleet. */
    public Optional<String> slotHost() {
        return value(given, Setting.SLOT_HOST);
    }

    /** Longest time Puppet may take. */
    public Duration runTimeout() {
        return value(given, Setting.RUN_TIMEOUT).orElseThrow();
    }

    /** How many releases stay in the store, the current one included. */
    public int keepReleases() {
        return value(given, Setting.KEEP_RELEASES).orElseThrow();
    }

    /** The {@code puppet} program; empty means the first one in the usual places. */
    public Optional<Path> puppet() {
        return value(given, Setting.PUPPET);
    }

    /** Base address of the Forge that Puppetfiles name versions from. */
    public URI forge() {
        return value(given, Setting.FORGE).orElseThrow();
    }

    /** Where links may point that leave a control repository. */
    public List<Path> allowedLinks() {
        Given links = given.get(Setting.ALLOWED_LINKS.key());
        return links == null
                ? List.of()
                : links.texts().stream().map(Setting.ALLOWED_LINKS::read).toList();
    }

    /** The publishing target of that name. */
    public Optional<Target> target(String name) {
        return Optional.ofNullable(targets.get(name))
                .map(members -> new Target(
                        value(members, Setting.TO).orElseThrow(),
                        value(members, Setting.USER),
                        value(members, Setting.PASSWORD_FILE),
                        value(members, Setting.PROFILE),
                        value(members, Setting.CA_FILE),
                        value(members, Setting.SIGNING_SERVICE)));
    }

    /** Every key with its value, in the order of the shipped file; then what the targets say. */
    List<EffectiveSetting> effective() {
        List<EffectiveSetting> lines = new ArrayList<>();
        for (Setting<?> setting : Setting.ALL) {
            if (setting.shape() != Setting.Shape.TARGETS) {
                lines.add(line("", setting, given));
            }
        }
        targets.forEach((name, members) -> Setting.OF_TARGET.stream()
                .filter(setting -> members.containsKey(setting.key()))
                .forEach(setting -> lines.add(line("targets." + name + ".", setting, members))));
        return lines;
    }

    private static EffectiveSetting line(String prefix, Setting<?> setting, Map<String, Given> from) {
        Given value = from.get(setting.key());
        boolean list = setting.shape() == Setting.Shape.LIST;
        if (value == null) {
            List<String> fallback = setting.fallback().isEmpty() ? List.of() : List.of(setting.fallback());
            return new EffectiveSetting(prefix + setting.key(), list, fallback, Origin.DEFAULT);
        }
        return new EffectiveSetting(
                prefix + setting.key(),
                list,
                value.texts().stream().map(setting::shown).toList(),
                value.origin());
    }

    private static <T> Optional<T> value(Map<String, Given> from, Setting<T> setting) {
        Given value = from.get(setting.key());
        String text = value == null ? setting.fallback() : value.texts().get(0);
        return text.isEmpty() ? Optional.empty() : Optional.of(setting.read(text));
    }
}
