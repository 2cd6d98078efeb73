package org.stringless.applier.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stringless.io.file.Sha256;
import org.stringless.model.module.TreeEntry;

/** A tree as it is on disk now. */
record TreeOnDisk(Path root) {
    /** Its entries, the root not among them; every file is read. */
    List<TreeEntry> entries() throws IOException {
        List<TreeEntry> entries = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.skip(1)::iterator) {
                entries.add(entry(path));
            }
        }
        return entries;
    }

    private TreeEntry entry(Path path) throws IOException {
        String name = root.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
            return new TreeEntry.Link(name, Files.readSymbolicLink(path).toString());
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new TreeEntry.Directory(name);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            // A pipe or a device: no tree of ours has one, nor a link to nowhere.
            return new TreeEntry.Link(name, "");
        }
        boolean executable = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                .contains(PosixFilePermission.OWNER_EXECUTE);
        return new TreeEntry.RegularFile(name, executable, Files.size(path), Sha256.of(path));
    }
}
