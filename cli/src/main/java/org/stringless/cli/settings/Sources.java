package org.stringless.cli.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the configuration is looked for, the weakest first.
 *
 * @param file the main file
 * @param named whether the user named it: then it must be there, and no fragments belong to it
 * @param environment the variables of this process
 * @param options keys and values of {@code --set}
 */
public record Sources(Path file, boolean named, Map<String, String> environment, Map<String, String> options) {
    /** Reads them all; nothing that is wrong is thrown, all of it is told by the result. */
    public Configuration read() {
        SettingsReader reader = new SettingsReader();
        if (named || Files.exists(file)) {
            new YamlFile(file, reader).read();
        }
        if (!named) {
            Path directory = file.resolveSibling("conf.d");
            try {
                fragments(directory).forEach(fragment -> new YamlFile(fragment, reader).read());
            } catch (IOException e) {
                reader.problem(
                        new Origin(Origin.Kind.FILE, directory.toString(), 0), "this directory cannot be listed.");
            }
        }
        new Variables(reader).read(environment);
        options.forEach((key, value) -> option(reader, key, value));
        return reader.end();
    }

    /** {@code conf.d/*.yaml} in the order of their names' bytes; hidden files and others are none. */
    private static List<Path> fragments(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[^.].*\\.yaml"))
                    .sorted((one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other)))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void option(SettingsReader reader, String key, String value) {
        Optional<Setting<?>> found = Setting.ALL.stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst();
        Origin origin = Origin.option(key);
        if (found.isEmpty()) {
            reader.unknown(origin, "", key, Setting.ALL);
        } else if (found.get().shape() != Setting.Shape.ONE) {
            reader.problem(origin, key + " can only be set in a file.");
        } else if (value.isEmpty()) {
            reader.unset(found.get());
        } else {
            reader.take(origin, found.get(), value);
        }
    }
}
