package org.stringless.io.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A private directory (mode 0700) that is gone when it is closed. */
public record ScratchDirectory(Path path) implements AutoCloseable {
    /** A new one inside {@code parent}, which is made when missing. */
    public static ScratchDirectory in(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new ScratchDirectory(Files.createTempDirectory(
                parent,
                ".scratch-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** A new one in the system's directory for temporary files. */
    public static ScratchDirectory temporary() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    @Override
    public void close() {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
