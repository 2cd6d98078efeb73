package org.stringless.applier.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;

/** Where things stand in the store; nobody else joins its paths. */
record StoreFiles(Path root) {
    Path current() {
        return root.resolve("current");
    }

    Path trees() {
        return root.resolve("trees");
    }

    Path tree(TreeDigest digest) {
        return trees().resolve(digest.hex());
    }

    Path lastReading() {
        return root.resolve("last-reading.json");
    }

    Path releases() {
        return root.resolve("releases");
    }

    Path release(ReleaseId id) {
        return releases().resolve(id.text());
    }

    Path environment(Release manifest) {
        return release(manifest.id()).resolve(manifest.environment().text());
    }

    static Path manifest(Path release) {
        return release.resolve("release.json");
    }

    static Path packageDigest(Path release) {
        return release.resolve("package.sha256");
    }

    /** The finished things in one of the directories. */
    List<Path> list(Path directory) throws IOException {
        return listed(directory, false);
    }

    /** What was being built when its run was killed. */
    List<Path> leftOvers() throws IOException {
        return listed(root, true);
    }

    /** When a release came to stand where it is; it is never touched after that. */
    static FileTime staged(StoredRelease release) {
        try {
            return Files.getLastModifiedTime(release.directory());
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    static void openToAll(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<Path> listed(Path directory, boolean hidden) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(directory)) {
            return names.filter(path -> String.valueOf(path.getFileName()).startsWith(".") == hidden)
                    .sorted()
                    .toList();
        }
    }
}
