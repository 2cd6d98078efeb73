package org.stringless.packager.tree;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.stringless.io.file.Sha256;
import org.stringless.model.module.TreeEntry;

/**
 * An entry of a tree together with the place its bytes come from.
 *
 * @param content the bytes of a regular file; nobody asks for those of a directory or link
 */
public record TreeFile(TreeEntry entry, Content content) {
    /** Where bytes come from; may be asked more than once. */
    @FunctionalInterface
    public interface Content {
        /** The bytes from their beginning. */
        InputStream open() throws IOException;
    }

    /** A directory, mode 0755. */
    public static TreeFile directory(String path) {
        return new TreeFile(new TreeEntry.Directory(path), InputStream::nullInputStream);
    }

    /** A symbolic link. */
    public static TreeFile link(String path, String target) {
        return new TreeFile(new TreeEntry.Link(path, target), InputStream::nullInputStream);
    }

    /** A file made of these bytes, mode 0644. */
    public static TreeFile of(String path, byte[] bytes) {
        return new TreeFile(
                new TreeEntry.RegularFile(path, false, bytes.length, Sha256.of(bytes)),
                () -> new ByteArrayInputStream(bytes));
    }

    /** A file on disk, mode 0755 or 0644; it is read once now, for its digest, and again whenever it is asked for. */
    public static TreeFile of(String path, Path source, boolean executable, long size) throws IOException {
        // Most files are small: to open one by java.nio takes longer than to read it.
        Content content = () -> new FileInputStream(source.toFile());
        try (InputStream in = content.open()) {
            return new TreeFile(new TreeEntry.RegularFile(path, executable, size, Sha256.of(in)), content);
        }
    }
}
