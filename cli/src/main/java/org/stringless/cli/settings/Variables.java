package org.stringless.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment's word on the settings. A variable of ours with an unknown name is refused when it looks like a known one; any other is
 * let be, for the environment is everybody's: a cluster sets {@code STRINGLESS_COLLECTOR_PORT_8440_TCP} by itself.
 */
final class Variables {
    static final String PREFIX = "STRINGLESS_";
    /** Credentials that belong to no key of a file. */
    static final List<String> CREDENTIALS = List.of("STRINGLESS_PULP_USER", "STRINGLESS_PULP_PASSWORD");

    private final SettingsReader reader;

    Variables(SettingsReader reader) {
        this.reader = reader;
    }

    void read(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isEmpty()) {
                if (CREDENTIALS.contains(name)) {
                    String shown = name.endsWith("PASSWORD") ? "***" : value;
                    reader.credential(new EffectiveSetting(name, false, List.of(shown), Origin.variable(name)));
                } else {
                    take(name, value);
                }
            }
        });
    }

    private void take(String name, String value) {
        Optional<Setting<?>> found = Setting.ALL.stream()
                .filter(setting -> setting.variable().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            unknown(name);
        } else if (found.get().shape() == Setting.Shape.ONE) {
            reader.take(Origin.variable(name), found.get(), value);
        } else {
            reader.problem(Origin.variable(name), found.get().key() + " can only be set in a file.");
        }
    }

    private void unknown(String name) {
        List<String> known = new ArrayList<>(CREDENTIALS);
        Setting.ALL.forEach(setting -> known.add(setting.variable()));
        Optional<String> likely = Likely.of(
                name.substring(PREFIX.length()),
                known.stream()
                        .map(variable -> variable.substring(PREFIX.length()))
                        .toList());
        if (likely.isPresent()) {
            reader.problem(Origin.variable(name), "unknown variable; did you mean '" + PREFIX + likely.get() + "'?");
        } else {
            reader.ignored(name);
        }
    }
}
