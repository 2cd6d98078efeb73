package org.stringless.releasewire.rpm;

import java.util.List;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.module.TreeEntry;

/**
 * What was unpacked.
 *
 * @param entries of the tree, its root not among them, by paths inside it
 * @param digest of the entries
 * @param bytes of all files
 */
public record UnpackedTree(List<TreeEntry> entries, TreeDigest digest, long bytes) {
    /** Copies the list. */
    public UnpackedTree {
        entries = List.copyOf(entries);
    }

    /** The tree with these entries. */
    static UnpackedTree of(List<TreeEntry> entries) {
        long bytes = entries.stream()
                .mapToLong(entry -> entry instanceof TreeEntry.RegularFile file ? file.size() : 0)
                .sum();
        return new UnpackedTree(entries, TreeDigest.of(entries), bytes);
    }

    /** The tree below one of its directories, by paths inside that one. */
    public UnpackedTree below(String directory) {
        String prefix = directory + "/";
        return of(entries.stream()
                .filter(entry -> entry.path().startsWith(prefix))
                .map(entry -> moved(entry, entry.path().substring(prefix.length())))
                .toList());
    }

    private static TreeEntry moved(TreeEntry entry, String path) {
        if (entry instanceof TreeEntry.RegularFile file) {
            return new TreeEntry.RegularFile(path, file.executable(), file.size(), file.sha256());
        }
        if (entry instanceof TreeEntry.Link link) {
            return new TreeEntry.Link(path, link.target());
        }
        return new TreeEntry.Directory(path);
    }
}
