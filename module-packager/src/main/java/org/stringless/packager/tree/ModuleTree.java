package org.stringless.packager.tree;

import java.nio.file.Path;
import java.util.List;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.module.TreeEntry;

/**
 * A module as it will be packaged: without what is left out, and checked.
 *
 * @param directory where it was read from
 * @param files sorted by path, paths relative to the module; the module's own directory is not among them
 * @param digest of these files
 */
public record ModuleTree(Path directory, ModuleMetadata metadata, List<TreeFile> files, TreeDigest digest) {
    /** Copies the list. */
    public ModuleTree {
        files = List.copyOf(files);
    }

    /** Its entries without their content. */
    public List<TreeEntry> entries() {
        return files.stream().map(TreeFile::entry).toList();
    }

    /** Bytes of all its files. */
    public long unpackedSize() {
        return TreeScan.size(files);
    }
}
