package org.stringless.packager.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stringless.io.file.DurableFile;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.repodata.Repodata;
import org.stringless.packager.repodata.RepodataWriter;
import org.stringless.packager.repodata.RepositoryPackage;
import org.stringless.releasewire.repodata.IndexedPackage;
import org.stringless.releasewire.repodata.PrimaryIndex;
import org.stringless.releasewire.repodata.Repomd;
import org.stringless.releasewire.rpm.RpmPackage;

/** A yum repository as files: {@code packages/} and {@code repodata/}. Everybody may read what is put there. */
record YumDirectory(Path root) {
    static final String PACKAGES = "packages";
    private static final String REPODATA = "repodata";

    /** Makes a directory that everybody may read. */
    static Path made(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return directory;
    }

    /** What its index names; nothing when there is no index. */
    List<PackagePin> pins() throws IOException {
        try {
            Repomd repomd = repomd();
            byte[] primary = Files.readAllBytes(root.resolve(repomd.primary().href()));
            List<PackagePin> pins = new ArrayList<>();
            for (IndexedPackage one : PrimaryIndex.parse(primary).packages()) {
                pins.add(new PackagePin(one.name(), one.sha256(), one.size()));
            }
            return pins;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Where a package's file lies. */
    Path file(PackagePin pin) {
        return root.resolve(PACKAGES).resolve(pin.name().fileName());
    }

    /** Copies a file in; it has its name only when it is whole and on the disk. */
    void put(Path source, PackagePin pin) throws IOException {
        Path file = file(pin);
        Path aside = file.resolveSibling("." + file.getFileName() + ".new");
        Files.copy(source, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Writes the signed index of these packages, whose files are there, into a new directory.
     *
     * @param before a repository whose data files stay readable for whoever has just read its {@code repomd.xml}
     */
    void index(List<PackagePin> pins, Path directory, SigningKey key, Instant now, YumDirectory before)
            throws IOException {
        List<RepositoryPackage> packages = new ArrayList<>();
        for (PackagePin pin : pins) {
            packages.add(new RepositoryPackage(
                    RpmPackage.read(file(pin)), pin, PACKAGES + "/" + pin.name().fileName()));
        }
        Repodata repodata = new RepodataWriter().write(packages, now);
        made(directory);
        for (Path file : before.dataFiles()) {
            link(file, directory.resolve(file.getFileName()));
        }
        for (Map.Entry<String, byte[]> file : repodata.files().entrySet()) {
            write(directory, file.getKey(), file.getValue());
        }
        write(directory, "repomd.xml.key", key.publicKey());
        write(directory, "repomd.xml.asc", key.signArmoured(repodata.repomd(), now));
        write(directory, "repomd.xml", repodata.repomd());
    }

    /** The same file under another name, without a copy where the file system can. */
    static void link(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            return;
        }
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(from, to);
        }
    }

    private List<Path> dataFiles() throws IOException {
        try {
            List<Path> files = new ArrayList<>();
            for (Repomd.IndexFile file : repomd().files().values()) {
                files.add(root.resolve(file.href()));
            }
            return files;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Repomd repomd() throws IOException {
        return Repomd.parse(Files.readAllBytes(root.resolve(REPODATA).resolve("repomd.xml")));
    }

    private static void write(Path directory, String name, byte[] bytes) throws IOException {
        DurableFile.write(directory.resolve(name), bytes, "rw-r--r--");
    }
}
