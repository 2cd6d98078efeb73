package org.stringless.model.module;

/** One entry of a tree of files, by its path inside the tree: components joined by {@code /}, none of them {@code .} or {@code ..}. */
public sealed interface TreeEntry {
    /** Path inside the tree. */
    String path();

    /** A directory; all have mode 0755. */
    record Directory(String path) implements TreeEntry {}

    /**
     * A regular file.
     *
     * @param executable mode 0755, otherwise 0644: all a Puppet tree needs to keep of a mode
     * @param size bytes
     * @param sha256 digest of the content, 64 lower-case hexadecimal digits
     */
    record RegularFile(String path, boolean executable, long size, String sha256) implements TreeEntry {}

    /** A symbolic link with its target as it stands in the link. */
    record Link(String path, String target) implements TreeEntry {}
}
