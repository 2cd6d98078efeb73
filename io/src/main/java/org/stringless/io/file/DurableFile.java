package org.stringless.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Writes that are whole or not there, also after a power cut: write aside, sync, rename, sync the directory. */
public final class DurableFile {
    private DurableFile() {}

    /** Puts these bytes at that path, mode 0600; the directory must exist. */
    public static void write(Path path, byte[] bytes) throws IOException {
        write(path, bytes, "rw-------");
    }

    /** Puts these bytes at that path with that mode ({@code rw-r--r--}); the directory must exist. */
    public static void write(Path path, byte[] bytes, String mode) throws IOException {
        Path aside = path.resolveSibling("." + path.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        // One call makes and opens it: whoever else may write to the directory cannot put a link in between.
        try (FileChannel channel = FileChannel.open(
                aside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(permissions))) {
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                // Asked for again: the umask may have taken bits away at creation.
                Files.setPosixFilePermissions(aside, permissions);
            }
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw named(path, e);
        }
        rename(aside, path);
    }

    /** Whether exactly these bytes stand at that path already. */
    public static boolean holds(Path path, byte[] bytes) throws IOException {
        return Files.exists(path) && Arrays.equals(Files.readAllBytes(path), bytes);
    }

    /** Renames over whatever stands at {@code to}, in one step, and syncs the directory. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(parent(to));
    }

    /** Points a symbolic link at {@code target}, in one step, whether or not the link exists. */
    public static void link(Path link, Path target) throws IOException {
        Path aside = link.resolveSibling("." + link.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createSymbolicLink(aside, target);
        rename(aside, link);
    }

    /** Removes the file if it is there, and syncs the directory. */
    public static void delete(Path path) throws IOException {
        if (Files.deleteIfExists(path)) {
            syncDirectory(parent(path));
        }
    }

    /** Makes the names in a directory durable. */
    public static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A channel does not say which file has no room. */
    private static IOException named(Path path, IOException problem) {
        if (problem instanceof FileSystemException) {
            return problem;
        }
        FileSystemException named = new FileSystemException(path.toString(), null, problem.getMessage());
        named.initCause(problem);
        return named;
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " is not a file's path");
        }
        return parent;
    }
}
