package org.stringless.packager.release;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stringless.model.module.TreeEntry;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Hiera's data in a control tree: the YAML and JSON files below the data directories that {@code hiera.yaml} names.
 *
 * @param files top-level keys and values by the file's path
 * @param unread files that are not maps
 */
record HieraData(Map<String, Map<String, Object>> files, Set<String> unread) {
    private static final String DEFAULT_DIRECTORY = "data";
    private static final long LARGEST_FILE = 16 << 20;

    /** Reads the data of the tree in that directory. */
    static HieraData of(Path directory, List<TreeEntry> entries) throws IOException {
        Map<String, Map<String, Object>> files = new LinkedHashMap<>();
        Set<String> unread = new TreeSet<>();
        Set<String> places = dataDirectories(directory.resolve("hiera.yaml"));
        for (TreeEntry entry : entries) {
            String path = entry.path();
            boolean data = entry instanceof TreeEntry.RegularFile
                    && path.matches(".*\\.(ya?ml|eyaml|json)")
                    && places.stream().anyMatch(place -> path.startsWith(place + "/"));
            if (data) {
                map(directory.resolve(path)).ifPresentOrElse(keys -> files.put(path, keys), () -> unread.add(path));
            }
        }
        return new HieraData(files, unread);
    }

    /** Every {@code datadir}, up to the first interpolation in it. */
    private static Set<String> dataDirectories(Path hiera) throws IOException {
        Set<String> directories = new LinkedHashSet<>();
        Map<String, Object> document = Files.isRegularFile(hiera) ? map(hiera).orElse(Map.of()) : Map.of();
        add(directories, document.get("defaults"));
        if (document.get("hierarchy") instanceof List<?> levels) {
            levels.forEach(level -> add(directories, level));
        }
        if (directories.isEmpty()) {
            directories.add(DEFAULT_DIRECTORY);
        }
        return directories;
    }

    private static void add(Set<String> directories, @Nullable Object level) {
        if (level instanceof Map<?, ?> keys && keys.get("datadir") instanceof String text) {
            String fixed = text.contains("%{") ? text.substring(0, text.indexOf("%{")) : text;
            String directory = Path.of(fixed).normalize().toString();
            if (!directory.isEmpty() && !directory.startsWith("/")) {
                directories.add(directory);
            }
        }
    }

    /** The keys of a YAML or JSON file; an empty file has none; nothing when it is something else. */
    private static Optional<Map<String, Object>> map(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            return Optional.empty();
        }
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            Map<String, Object> keys = new LinkedHashMap<>();
            if (document instanceof Map<?, ?> map) {
                map.forEach((key, value) -> keys.put(String.valueOf(key), value == null ? "" : value));
            }
            return document == null || document instanceof Map ? Optional.of(keys) : Optional.empty();
        } catch (YAMLException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
