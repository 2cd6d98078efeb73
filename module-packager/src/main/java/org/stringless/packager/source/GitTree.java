package org.stringless.packager.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * The files of one commit, submodules included, as Git's objects hold them: no filter, no working tree.
 *
 * @param entries a directory stands before what is in it
 */
public record GitTree(List<Entry> entries) {
    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
    private static final int LFS_POINTER_LIMIT = 1024;
    private static final int LINK_LIMIT = 4096;

    /** Copies the list. */
    public GitTree {
        entries = List.copyOf(entries);
    }

    /** What an entry is. */
    public enum Kind {
        /** A directory. */
        DIRECTORY,
        /** A file of mode 0644. */
        FILE,
        /** A file of mode 0755. */
        EXECUTABLE,
        /** A symbolic link. */
        LINK;

        static Kind of(FileMode mode) {
            if (mode.equals(FileMode.TREE)) {
                return DIRECTORY;
            }
            if (mode.equals(FileMode.SYMLINK)) {
                return LINK;
            }
            return mode.equals(FileMode.EXECUTABLE_FILE) ? EXECUTABLE : FILE;
        }
    }

    /**
     * One entry.
     *
     * @param path inside the tree
     * @param id of its blob; of the tree or commit when it is a directory
     * @param repository that holds the object
     */
    public record Entry(String path, Kind kind, ObjectId id, Repository repository) {
        /** The object of a file or link; one that Git LFS keeps elsewhere is refused. */
        public ObjectLoader object() throws IOException {
            ObjectLoader object = repository.open(id);
            if (object.getSize() < LFS_POINTER_LIMIT && kind != Kind.LINK) {
                byte[] content = object.getCachedBytes();
                if (content.length > LFS_POINTER.length
                        && Arrays.equals(content, 0, LFS_POINTER.length, LFS_POINTER, 0, LFS_POINTER.length)) {
                    throw new Failure(
                            Reason.SOURCE_UNAVAILABLE,
                            path + " is kept by Git LFS, which is not followed.",
                            "Keep the file in Git itself.");
                }
            }
            return object;
        }

        /** The target of a link. */
        public String target() throws IOException {
            return new String(object().getCachedBytes(LINK_LIMIT), StandardCharsets.UTF_8);
        }
    }

    /** Writes all entries below a directory that is there and empty. */
    public void writeTo(Path directory) throws IOException {
        for (Entry entry : entries) {
            Path path = directory.resolve(entry.path());
            try {
                switch (entry.kind()) {
                    case DIRECTORY -> Files.createDirectory(path);
                    case LINK -> Files.createSymbolicLink(path, Path.of(entry.target()));
                    case FILE -> writeFile(entry, path, "rw-r--r--");
                    case EXECUTABLE -> writeFile(entry, path, "rwxr-xr-x");
                }
            } catch (FileAlreadyExistsException e) {
                throw new Failure(
                        Reason.SOURCE_UNAVAILABLE,
                        "The Git tree holds " + entry.path() + " twice.",
                        "Repair the repository; 'git fsck' tells more.",
                        e);
            }
        }
    }

    private static void writeFile(Entry entry, Path path, String mode) throws IOException {
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            entry.object().copyTo(out);
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
