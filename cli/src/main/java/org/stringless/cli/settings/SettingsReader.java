package org.stringless.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers values and problems while the layers are read, each above the ones before it. */
final class SettingsReader {
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Map<String, Map<String, Given>> targets = new LinkedHashMap<>();
    private final Set<String> wrong = new HashSet<>();
    private final Map<String, List<Problem>> problems = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();
    private final List<EffectiveSetting> credentials = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    /** A file was found. */
    void file(Path file) {
        files.add(file);
    }

    /** A variable that whoever publishes reads, as it may be shown. */
    void credential(EffectiveSetting variable) {
        credentials.add(variable);
    }

    /** A variable looks like one of ours, and like none of them. */
    void ignored(String variable) {
        ignored.add(variable);
    }

    private record Problem(Origin origin, String sentence) {
        String told() {
            return Secrets.hidden(origin.place() + ": " + sentence);
        }
    }

    void problem(Origin origin, String sentence) {
        String place = origin.kind() == Origin.Kind.FILE ? origin.name() : origin.place();
        problems.computeIfAbsent(place, name -> new ArrayList<>()).add(new Problem(origin, sentence));
    }

    /** A key nobody knows, and the likely one of those that are known there. */
    void unknown(Origin origin, String prefix, String key, List<Setting<?>> known) {
        String likely = Likely.of(key, known.stream().map(Setting::key).toList())
                .map(name -> "; did you mean '" + prefix + name + "'?")
                .orElse(".");
        problem(origin, "unknown key '" + prefix + key + "'" + likely);
    }

    /** Whether the text is right for the key; otherwise a problem is told. */
    boolean check(Origin origin, String prefix, Setting<?> setting, String text) {
        try {
            setting.read(text);
            return true;
        } catch (IllegalArgumentException e) {
            String key = origin.kind() == Origin.Kind.FILE ? prefix + setting.key() + ": " : "";
            problem(origin, key + e.getMessage() + ".");
            wrong.add(prefix + setting.key());
            return false;
        }
    }

    /** Takes a single value, if it is right. */
    void take(Origin origin, Setting<?> setting, String text) {
        if (check(origin, "", setting, text)) {
            give(setting, new Given(List.of(text), origin));
        }
    }

    void give(Setting<?> setting, Given value) {
        given.put(setting.key(), value);
    }

    /** A key without a value has its default again. */
    void unset(Setting<?> setting) {
        given.remove(setting.key());
    }

    /** A target; an earlier one of that name is gone. */
    void target(String name, Map<String, Given> members) {
        targets.put(name, members);
    }

    Configuration end() {
        Given host = given.get(Setting.SLOT_HOST.key());
        if (host != null && !wrong.contains(Setting.SLOT_INDEX.key())) {
            Settings.incomplete(given.keySet()).ifPresent(why -> problem(host.origin(), why));
        }
        List<String> told = new ArrayList<>();
        for (List<Problem> ofOnePlace : problems.values()) {
            ofOnePlace.sort(Comparator.comparingInt(problem -> problem.origin().line()));
            ofOnePlace.forEach(problem -> told.add(problem.told()));
        }
        return new Configuration(new Settings(given, targets), files, credentials, ignored, told);
    }
}
