package org.stringless.packager.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.json.RelativePath;

/**
 * Unpacks a Forge's tarball as r10k does: the one directory at its top is the module; links and special files are left out. A name that
 * leaves the directory is refused, and so is more than a module can be.
 */
public final class ForgeTarball {
    private static final long SIZE_LIMIT = 1L << 30;
    private static final int ENTRY_LIMIT = 100_000;
    private static final Set<Byte> REGULAR = Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM);

    private final Path file;
    private String top = "";
    private Instant newest = Instant.EPOCH;
    private long size;
    private int entries;

    /** The tarball in that file. */
    public ForgeTarball(Path file) {
        this.file = file;
    }

    /**
     * Writes the module's files below a directory that is there and empty.
     *
     * @return the newest time of any entry: the same tarball always gives the same
     */
    public Instant unpack(Path directory) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(bytes), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++entries > ENTRY_LIMIT) {
                    throw refused("has more than " + ENTRY_LIMIT + " entries", null);
                }
                take(entry, tar, directory);
            }
        } catch (FileAlreadyExistsException e) {
            throw refused("holds " + directory.relativize(Path.of(e.getFile())) + " twice", e);
        } catch (IllegalArgumentException e) {
            throw refused("is not a tar archive", e);
        }
        return newest;
    }

    private void take(TarArchiveEntry entry, InputStream content, Path directory) throws IOException {
        if (!entry.isDirectory() && !REGULAR.contains(entry.getLinkFlag())) {
            return;
        }
        String inside = inside(entry.getName());
        Instant time = entry.getLastModifiedTime().toInstant();
        newest = time.isAfter(newest) ? time : newest;
        if (inside.isEmpty()) {
            return;
        }
        Path path = directory.resolve(inside);
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        size += entry.getSize();
        if (size > SIZE_LIMIT) {
            throw refused("unpacks to more than " + SIZE_LIMIT + " bytes", null);
        }
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        }
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** The name below the directory at the archive's top; empty for that directory itself. */
    private String inside(String name) {
        String path = name.replaceFirst("^\\./", "").replaceFirst("/$", "");
        if (path.isEmpty() || path.equals(".")) {
            return "";
        }
        try {
            RelativePath.checked(path);
        } catch (IllegalArgumentException e) {
            throw refused("holds the name '" + name + "'", e);
        }
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        if (top.isEmpty()) {
            top = first;
        }
        if (!top.equals(first)) {
            throw refused("has two directories at its top, " + top + " and " + first, null);
        }
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    private Failure refused(String why, @Nullable Throwable cause) {
        String sentence = "The tarball " + file.getFileName() + " " + why + ".";
        String next = "Take another version of the module, or tell its author.";
        return cause == null
                ? new Failure(Reason.SOURCE_UNAVAILABLE, sentence, next)
                : new Failure(Reason.SOURCE_UNAVAILABLE, sentence, next, cause);
    }
}
