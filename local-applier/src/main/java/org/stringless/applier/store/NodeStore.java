package org.stringless.applier.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stringless.io.file.DurableFile;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.releasewire.json.ReleaseJson;

/** The releases on this node. */
public final class NodeStore {
    private final Path store;

    /** The store below a node's state. */
    public NodeStore(Path state) {
        store = state.resolve("store");
    }

    /** The release that is applied. */
    public Optional<StoredRelease> current() {
        try {
            return release(new ReleaseId(
                    store.resolve("current").toRealPath().getFileName().toString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The release with that id. */
    public Optional<StoredRelease> release(ReleaseId id) {
        Path directory = store.resolve("releases").resolve(id.text());
        try {
            Release manifest = ReleaseJson.read(Files.readAllBytes(directory.resolve("release.json")));
            return Optional.of(new StoredRelease(id, manifest.environment(), directory.toRealPath(), manifest));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All, oldest first. */
    public List<StoredRelease> releases() {
        try (Stream<Path> entries = Files.list(store.resolve("releases"))) {
            return entries.map(entry -> new ReleaseId(entry.getFileName().toString()))
                    .sorted(java.util.Comparator.comparing(ReleaseId::text))
                    .flatMap(id -> release(id).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Makes a release the current one. */
    public void activate(StoredRelease release) {
        try {
            DurableFile.link(
                    store.resolve("current"), Path.of("releases", release.id().text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps so many. */
    public void prune(int keep) {}
}
