package org.stringless.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stringless.packager.tree.TreeFile;

/**
 * What a package installs, by absolute paths. Directories that only Stringless uses belong to the package; all others are there already.
 * Files below {@code /etc} belong to the administrator.
 */
final class InstalledTree {
    private static final List<String> OURS = List.of(
            "/etc/stringless", "/usr/lib/stringless", "/usr/share/doc/stringless", "/usr/share/licenses/stringless");

    private final SortedMap<String, TreeFile> entries = new TreeMap<>();
    private final String version;

    /** An empty one; {@code @VERSION@} in its texts becomes this version. */
    InstalledTree(String version) {
        this.version = version;
    }

    /** Takes over a folder shaped like the installed tree, as far as its paths are wanted. */
    InstalledTree folder(Path folder, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String path = "/" + folder.relativize(file);
                if (wanted.test(path)) {
                    byte[] text =
                            Files.readString(file).replace("@VERSION@", version).getBytes(StandardCharsets.UTF_8);
                    text(path, text, Files.isExecutable(file));
                }
            }
        }
        return this;
    }

    /** Puts a whole directory somewhere else. */
    InstalledTree directory(String path, Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.sorted().toList()) {
                String there = file.equals(source) ? path : path + "/" + source.relativize(file);
                if (Files.isSymbolicLink(file)) {
                    link(there, Files.readSymbolicLink(file).toString());
                } else if (Files.isDirectory(file)) {
                    put(there, TreeFile.directory(there));
                } else {
                    put(there, TreeFile.of(there, file, Files.isExecutable(file), Files.size(file)));
                }
            }
        }
        return this;
    }

    /** Puts one file. */
    InstalledTree file(String path, Path source) throws IOException {
        put(path, TreeFile.of(path, source, false, Files.size(source)));
        return this;
    }

    /** Puts a file of these bytes. */
    InstalledTree text(String path, byte[] bytes, boolean executable) throws IOException {
        if (!executable) {
            put(path, TreeFile.of(path, bytes));
            return this;
        }
        Path aside = Files.createTempFile("stringless-", null);
        aside.toFile().deleteOnExit();
        put(path, TreeFile.of(path, Files.write(aside, bytes), true, bytes.length));
        return this;
    }

    /** Puts a symbolic link. */
    InstalledTree link(String path, String target) {
        put(path, TreeFile.link(path, target));
        return this;
    }

    private void put(String path, TreeFile file) {
        entries.put(path, file);
        Path parent = Path.of(path).getParent();
        if (parent != null && OURS.stream().anyMatch(ours -> parent.startsWith(ours) || isPapers(parent, ours))) {
            String directory = parent.toString();
            if (!entries.containsKey(directory)) {
                put(directory, TreeFile.directory(directory));
            }
        }
    }

    private static boolean isPapers(Path directory, String ours) {
        return ours.startsWith("/usr/share/") && directory.toString().startsWith(ours);
    }

    /** All entries by path. */
    SortedMap<String, TreeFile> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    /** The files that an upgrade must not overwrite. */
    Set<String> configuration() {
        return entries.keySet().stream()
                .filter(path -> path.startsWith("/etc/") && !path.equals("/etc/stringless"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
