package org.stringless.releasewire.rpm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.FileTree;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeEntry;

/**
 * Writes a verified package's files to disk. What is written is what the signed file table says: directories first, then files, each a new
 * one, then links, so that nothing is ever written through a link. Modes become 0644 and 0755, the owner is whoever runs this.
 */
public final class PackageUnpacker {
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");

    private PackageUnpacker() {}

    /**
     * Unpacks the tree below {@code prefix} and makes it durable. A package that holds anything elsewhere is refused. After any failure the
     * new directory is gone.
     *
     * @param prefix absolute path in the package of what becomes the new directory
     * @param newDirectory must not exist; its parent must
     * @throws Failure {@link Reason#UNVERIFIED} when the payload is not the signed one, {@link Reason#PACKAGE_REFUSED} when the package
     *     holds what is not allowed
     * @throws IOException when it cannot be read or written
     */
    public static UnpackedTree unpack(VerifiedPackage verified, String prefix, Path newDirectory) throws IOException {
        return unpack(verified, prefix, newDirectory, List.of());
    }

    /**
     * The same for a package whose links may leave the tree.
     *
     * @param allowedLinks absolute directories that links may point to or below
     */
    public static UnpackedTree unpack(
            VerifiedPackage verified, String prefix, Path newDirectory, List<Path> allowedLinks) throws IOException {
        RpmPackage rpm = verified.rpm();
        Payload payload = new Payload(rpm);
        Files.createDirectory(newDirectory);
        try {
            TreePlan plan = new TreePlan(payload.table(), prefix, allowedLinks);
            makeDirectories(plan.entries(), newDirectory);
            payload.walk((row, content) -> {
                if (row.isFile()) {
                    write(newDirectory.resolve(row.path().substring(prefix.length() + 1)), row.isExecutable(), content);
                }
            });
            makeLinks(plan.entries(), newDirectory);
            syncDirectories(plan.entries(), newDirectory);
            return UnpackedTree.of(plan.entries());
        } catch (MalformedPackageException e) {
            FileTree.delete(newDirectory);
            throw PackageTrouble.refused(rpm.file(), e);
        } catch (InvalidPathException e) {
            FileTree.delete(newDirectory);
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "The package " + rpm.name() + " has a name that cannot be written here: '" + e.getInput() + "'.",
                    "Run in a UTF-8 locale, or use names of ASCII characters only.",
                    e);
        } catch (IOException | RuntimeException e) {
            FileTree.delete(newDirectory);
            throw e;
        }
    }

    private static void makeDirectories(List<TreeEntry> entries, Path root) throws IOException {
        Files.setPosixFilePermissions(root, EXECUTABLE);
        for (TreeEntry entry : entries) {
            if (entry instanceof TreeEntry.Directory) {
                Path directory = Files.createDirectory(root.resolve(entry.path()));
                Files.setPosixFilePermissions(directory, EXECUTABLE);
            }
        }
    }

    private static void write(Path path, boolean executable, InputStream content) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                ByteBuffer rest = ByteBuffer.wrap(buffer, 0, n);
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
            }
            Files.setPosixFilePermissions(path, executable ? EXECUTABLE : PLAIN);
            file.force(true);
        }
    }

    private static void makeLinks(List<TreeEntry> entries, Path root) throws IOException {
        for (TreeEntry entry : entries) {
            if (entry instanceof TreeEntry.Link link) {
                Files.createSymbolicLink(root.resolve(link.path()), Path.of(link.target()));
            }
        }
    }

    // Children before parents: what a directory names is durable before its own name is.
    private static void syncDirectories(List<TreeEntry> entries, Path root) throws IOException {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i) instanceof TreeEntry.Directory directory) {
                DurableFile.syncDirectory(root.resolve(directory.path()));
            }
        }
        DurableFile.syncDirectory(root);
    }
}
