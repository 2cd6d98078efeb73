package org.stringless.packager.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.model.module.TreeEntry;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.Release;

/**
 * What differs between two releases. Lists are sorted.
 *
 * @param modules by path
 * @param files of the control tree, by path
 * @param keys of Hiera's data, by file and key; values are not told, they may be secret
 * @param unread data files that are not YAML maps in one of the releases
 */
public record ReleaseDiff(
        Release before,
        Release after,
        List<ModuleChange> modules,
        List<FileChange> files,
        List<KeyChange> keys,
        List<String> unread) {
    /** Copies the lists. */
    public ReleaseDiff {
        modules = List.copyOf(modules);
        files = List.copyOf(files);
        keys = List.copyOf(keys);
        unread = List.copyOf(unread);
    }

    /** What happened to a thing. */
    public enum Change {
        /** Only in the later one. */
        ADDED,
        /** Only in the earlier one. */
        REMOVED,
        /** In both, and different. */
        CHANGED;

        static Optional<Change> of(boolean before, boolean after, boolean equal) {
            if (before && after) {
                return equal ? Optional.empty() : Optional.of(CHANGED);
            }
            return Optional.of(before ? REMOVED : ADDED);
        }
    }

    /** A module; a pin is empty where the release does not have it. */
    public record ModuleChange(Change change, String path, Optional<ModulePin> before, Optional<ModulePin> after) {}

    /** A file or link of the control tree. */
    public record FileChange(Change change, String path) {}

    /** A top-level key of a data file. */
    public record KeyChange(Change change, String file, String key) {}

    /** Reads both packages and compares them. */
    public static ReleaseDiff between(ReleaseReader reader, Path before, Path after) throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.temporary()) {
            ReleaseReader.Unpacked left = reader.unpack(before, scratch.path().resolve("before"));
            ReleaseReader.Unpacked right = reader.unpack(after, scratch.path().resolve("after"));
            HieraData leftData = HieraData.of(left.directory(), left.tree().entries());
            HieraData rightData = HieraData.of(right.directory(), right.tree().entries());
            TreeSet<String> unread = new TreeSet<>(leftData.unread());
            unread.addAll(rightData.unread());
            return new ReleaseDiff(
                    left.release(),
                    right.release(),
                    modules(left.release(), right.release()),
                    files(left.tree().entries(), right.tree().entries()),
                    keys(leftData, rightData),
                    List.copyOf(unread));
        }
    }

    private static List<ModuleChange> modules(Release before, Release after) {
        Map<String, ModulePin> left = byPath(before);
        Map<String, ModulePin> right = byPath(after);
        return changes(
                left,
                right,
                (change, path) -> new ModuleChange(
                        change, path, Optional.ofNullable(left.get(path)), Optional.ofNullable(right.get(path))),
                ModulePin::tree);
    }

    private static Map<String, ModulePin> byPath(Release release) {
        return release.modules().stream().collect(Collectors.toMap(ModulePin::path, Function.identity()));
    }

    private static List<FileChange> files(List<TreeEntry> before, List<TreeEntry> after) {
        return changes(byPath(before), byPath(after), FileChange::new, Function.identity());
    }

    /** Files and links; as in Git, directories are nothing by themselves. */
    private static Map<String, TreeEntry> byPath(List<TreeEntry> entries) {
        return entries.stream()
                .filter(entry -> !(entry instanceof TreeEntry.Directory))
                .collect(Collectors.toMap(TreeEntry::path, Function.identity()));
    }

    private static List<KeyChange> keys(HieraData before, HieraData after) {
        List<KeyChange> keys = new ArrayList<>();
        TreeSet<String> files = new TreeSet<>(before.files().keySet());
        files.addAll(after.files().keySet());
        for (String file : files) {
            keys.addAll(changes(
                    before.files().getOrDefault(file, Map.of()),
                    after.files().getOrDefault(file, Map.of()),
                    (change, key) -> new KeyChange(change, file, key),
                    Function.identity()));
        }
        return keys;
    }

    @FunctionalInterface
    private interface Told<R> {
        R of(Change change, String name);
    }

    private static <T, R> List<R> changes(
            Map<String, T> before, Map<String, T> after, Told<R> told, Function<? super T, ?> content) {
        Map<String, T> all = new TreeMap<>(before);
        all.putAll(after);
        List<R> changes = new ArrayList<>();
        for (String name : all.keySet()) {
            T left = before.get(name);
            T right = after.get(name);
            boolean equal = left != null && right != null && content.apply(left).equals(content.apply(right));
            Change.of(left != null, right != null, equal).ifPresent(change -> changes.add(told.of(change, name)));
        }
        return changes;
    }
}
