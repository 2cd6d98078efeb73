package org.stringless.applier.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.model.module.ModuleName;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackageName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;

/** What of a stored release is read again, and when. */
class LastReadingTest {
    private static final Duration DAY = LastReading.GOOD_FOR;

    @TempDir
    private Path state;

    private NodeStore store;
    private StoredRelease release;
    private Path file;
    /** Far enough ahead that nothing the test does is later. */
    private final Instant later = Instant.now().plus(Duration.ofHours(2));

    @BeforeEach
    void aRelease() throws IOException {
        store = new NodeStore(state);
        try (ScratchDirectory scratch = store.scratch()) {
            Path module = Files.createDirectory(scratch.path().resolve("module"));
            Files.writeString(module.resolve("metadata.json"), "{}");
            Files.writeString(module.resolve("README"), "read me");
            TreeDigest tree = TreeDigest.of(new TreeOnDisk(module).entries());
            Path control = Files.createDirectory(scratch.path().resolve("control"));
            Files.writeString(control.resolve("environment.conf"), "");
            PackagePin pin = new PackagePin(new PackageName("puppet-module-a-b", 0, "1", "1"), "0".repeat(64), 1);
            Release manifest = new Release(
                    new EnvironmentName("production"),
                    new ReleaseId("1.a"),
                    "0".repeat(40),
                    Instant.EPOCH,
                    "test",
                    "",
                    TreeDigest.of(new TreeOnDisk(control).entries()),
                    List.of(new ModulePin(new ModuleName("a", "b"), "modules/b", pin, tree, 1, 1, "test")));
            store.addTree(module, tree);
            release = store.addRelease(manifest, control, "1".repeat(64));
        }
        file = release.directory().resolve("production/modules/b/README").toRealPath();
    }

    @Test
    void whateverIsTouchedIsFoundAtOnce() throws IOException {
        Path directory = file.getParent();
        Map<String, Touch> ways = Map.of(
                "content", () -> Files.writeString(file, "read me!"),
                "content, and its time set back",
                        () -> {
                            FileTime time = Files.getLastModifiedTime(file);
                            Files.writeString(file, "READ ME");
                            Files.setLastModifiedTime(file, time);
                        },
                "mode", () -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x")),
                "gone", () -> Files.delete(file),
                "more", () -> Files.createFile(directory.resolve("more")));
        for (Map.Entry<String, Touch> way : ways.entrySet()) {
            assertThat(store.damage(release, Instant.now())).as(way.getKey()).isEmpty();
            way.getValue().done();
            assertThat(store.damage(release, Instant.now()))
                    .as(way.getKey())
                    .containsExactly("Module a-b is not what it was when it was stored.");
            Files.deleteIfExists(directory.resolve("more"));
            Files.writeString(file, "read me");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    @Test
    void whatTheKernelKnowsNothingOfIsFoundWithinADay() throws IOException {
        assertThat(store.damage(release, later)).isEmpty();
        Files.writeString(file, "READ ME"); // to the listing it looks old: as if a bit had gone over on the disk
        assertThat(store.damage(release, later.plus(DAY).minusSeconds(1))).isEmpty();
        assertThat(store.damage(release, later.plus(DAY))).hasSize(1);
    }

    @Test
    void anotherReleaseOrAClockSetBackMeansReadingAll() throws IOException {
        assertThat(store.damage(release, later)).isEmpty();
        Files.writeString(file, "READ ME");
        assertThat(store.damage(release, later.minusSeconds(1))).hasSize(1);
        Path remembered = state.resolve("store/last-reading.json");
        Files.writeString(remembered, Files.readString(remembered).replace("1.a", "2.b"));
        assertThat(store.damage(release, later.plusSeconds(1))).hasSize(1);
        Files.writeString(remembered, "");
        assertThat(store.damage(release, later.plusSeconds(1))).hasSize(1);
    }

    private interface Touch {
        void done() throws IOException;
    }
}
