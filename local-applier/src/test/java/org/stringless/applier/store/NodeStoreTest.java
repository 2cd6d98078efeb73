package org.stringless.applier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.ModuleName;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackageName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;

class NodeStoreTest {
    @TempDir
    Path state;

    private NodeStore store;
    private int staged;

    @BeforeEach
    void open() {
        store = new NodeStore(state);
    }

    private static TreeDigest digest(String seed) {
        return new TreeDigest(Sha256.of(seed.getBytes()));
    }

    /** Stages a release with one module of its own and one that all have. */
    private StoredRelease stage(String id) throws IOException {
        Release manifest = new Release(
                new EnvironmentName("production"),
                new ReleaseId(id),
                "0".repeat(40),
                Instant.EPOCH,
                "test",
                "",
                digest("control"),
                List.of(module("own", digest(id)), module("shared", digest("shared"))));
        try (ScratchDirectory scratch = store.scratch()) {
            for (ModulePin module : manifest.modules()) {
                Path tree = Files.createDirectory(
                        scratch.path().resolve(module.path().replace('/', '-')));
                Files.writeString(tree.resolve("metadata.json"), "{}");
                store.addTree(tree, module.tree());
            }
            Path control = Files.createDirectory(scratch.path().resolve("control"));
            Files.writeString(control.resolve("environment.conf"), "");
            StoredRelease release = store.addRelease(manifest, control, "1".repeat(64));
            Files.setLastModifiedTime(release.directory(), FileTime.from(Instant.ofEpochSecond(++staged)));
            return release;
        }
    }

    private static ModulePin module(String name, TreeDigest tree) {
        PackagePin pin = new PackagePin(new PackageName("puppet-module-a-" + name, 0, "1", "1"), "0".repeat(64), 1);
        return new ModulePin(new ModuleName("a", name), "modules/" + name, pin, tree, 1, 1, "test");
    }

    private List<String> ids() {
        return store.releases().stream().map(StoredRelease::toString).toList();
    }

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(store.current()).isEmpty();
        assertThat(store.releases()).isEmpty();
        assertThat(store.release(new ReleaseId("a"))).isEmpty();
    }

    @Test
    void activatingMovesOneLink() throws IOException {
        StoredRelease a = stage("a");
        StoredRelease b = stage("b");
        store.activate(a);
        store.activate(b);
        assertThat(store.current().map(StoredRelease::id)).contains(b.id());
        assertThat(Files.readSymbolicLink(state.resolve("store/current"))).hasToString("releases/b");
        assertThat(a.directory().resolve("production/modules/own/metadata.json"))
                .exists();
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void pruningKeepsTheCurrentOneAndThoseStagedLast() throws IOException {
        for (String id : new String[] {"a", "b", "c", "d", "e"}) {
            stage(id);
        }
        store.activate(store.release(new ReleaseId("b")).orElseThrow());
        store.prune(0);
        assertThat(ids()).containsExactly("b", "d", "e");
        assertThat(store.hasTree(digest("a"))).isFalse();
        assertThat(store.hasTree(digest("c"))).isFalse();
        assertThat(store.hasTree(digest("b"))).isTrue();
        assertThat(store.hasTree(digest("shared"))).isTrue();
    }

    @Test
    void pruningRemovesWhatKilledRunsLeft() throws IOException {
        stage("a");
        Files.createDirectories(state.resolve("store/.scratch-123/half/a/tree"));
        store.prune(2);
        try (Stream<Path> names = Files.list(state.resolve("store"))) {
            assertThat(names.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("releases", "trees");
        }
    }

    @Test
    void aCurrentReleaseThatIsNotWholeIsDamage() throws IOException {
        StoredRelease a = stage("a");
        store.activate(a);
        Files.writeString(a.directory().resolve("release.json"), "{");
        assertThatThrownBy(store::current)
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.reason()).isEqualTo(Reason.STORE_DAMAGED));
        stage("a");
        assertThat(store.current().map(StoredRelease::id)).contains(a.id());
    }

    @Test
    void aStoreThatCannotBeReadSaysSo() throws IOException {
        Files.createDirectories(state.resolve("store/releases"));
        Files.createDirectories(state.resolve("store/releases/a/release.json"));
        Files.createSymbolicLink(state.resolve("store/current"), Path.of("releases/a"));
        assertThatThrownBy(store::current)
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.reason()).isEqualTo(Reason.FILES));
    }
}
