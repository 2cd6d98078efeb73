package org.stringless.applier.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.module.TreeEntry;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.Release;

/** Reads a stored release again, every file of it, and compares it with what it was when it was stored. */
final class StoreCheck {
    private final StoreFiles files;
    private final Release manifest;

    StoreCheck(StoreFiles files, Release manifest) {
        this.files = files;
        this.manifest = manifest;
    }

    /** The directories that are not what they were, each with a sentence that says so. */
    Map<Path, String> damage() throws IOException {
        Map<Path, String> damage = new LinkedHashMap<>();
        for (ModulePin module : manifest.modules()) {
            Path tree = files.tree(module.tree());
            if (!Files.isDirectory(tree)
                    || !TreeDigest.of(new TreeOnDisk(tree).entries()).equals(module.tree())) {
                damage.put(tree, "Module " + module.module() + " is not what it was when it was stored.");
            }
        }
        if (!controlTreeIsWhole()) {
            damage.put(
                    files.release(manifest.id()),
                    "The control tree of release " + manifest.id() + " is not what it was when it was stored.");
        }
        return damage;
    }

    // The control tree as it came: without the modules' links, and without the directories that only hold those.
    private boolean controlTreeIsWhole() throws IOException {
        Path environment = files.environment(manifest);
        Map<String, TreeEntry> entries = new TreeOnDisk(environment)
                .entries().stream().collect(Collectors.toMap(TreeEntry::path, entry -> entry));
        for (ModulePin module : manifest.modules()) {
            Path link = environment.resolve(module.path());
            Path tree = files.tree(module.tree());
            if (!Files.isSymbolicLink(link) || !link.toRealPath().equals(tree.toRealPath())) {
                return false;
            }
            entries.remove(module.path());
        }
        if (TreeDigest.of(entries.values()).equals(manifest.controlTree())) {
            return true;
        }
        return TreeDigest.of(withoutEmptyParents(entries)).equals(manifest.controlTree());
    }

    private List<TreeEntry> withoutEmptyParents(Map<String, TreeEntry> entries) {
        List<TreeEntry> left = new ArrayList<>(entries.values());
        for (ModulePin module : manifest.modules()) {
            String parent = module.path();
            while (parent.contains("/")) {
                parent = parent.substring(0, parent.lastIndexOf('/'));
                String directory = parent;
                if (left.stream().noneMatch(entry -> entry.path().startsWith(directory + "/"))) {
                    left.removeIf(entry -> entry.path().equals(directory));
                }
            }
        }
        return left;
    }
}
