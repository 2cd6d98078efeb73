package org.stringless.applier.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.FileTree;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.releasewire.json.ReleaseJson;

/**
 * The store below the node's state directory: {@code store/trees/<tree digest>} are verified module trees, {@code store/releases/<id>} are
 * releases, {@code store/current} links to one of them. Everything is built aside and renamed into place, and never changed after that. One
 * run at a time may write: the run's lock sees to it.
 */
public final class NodeStore {
    /** How many releases besides the current one stay at the least: a node can always go back. */
    public static final int LEAST_KEPT = 2;

    private final StoreFiles files;

    /** The store of a node with that state directory, {@code var/lib/stringless}. */
    public NodeStore(Path state) {
        this.files = new StoreFiles(state.resolve("store"));
    }

    /** The release that is applied; {@link Reason#STORE_DAMAGED} when {@code current} leads to none that is whole. */
    public Optional<StoredRelease> current() {
        if (!Files.isSymbolicLink(files.current())) {
            return Optional.empty();
        }
        String name = guarded(
                () -> String.valueOf(Files.readSymbolicLink(files.current()).getFileName()));
        Optional<StoredRelease> release = release(new ReleaseId(name));
        if (release.isEmpty()) {
            throw new Failure(
                    Reason.STORE_DAMAGED,
                    "The current release " + name + " is not whole in the store.",
                    "The next run that reaches the repository fetches it again.");
        }
        return release;
    }

    /**
     * The release of that id, if the store has it; without a readable manifest it counts as missing, and is replaced when it is fetched.
     * Whether it is what it was is another question: {@link #damage}.
     */
    public Optional<StoredRelease> release(ReleaseId id) {
        Path directory = files.release(id);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return guarded(() -> {
            try {
                Release manifest = ReleaseJson.read(Files.readAllBytes(StoreFiles.manifest(directory)));
                String sha256 =
                        Files.readString(StoreFiles.packageDigest(directory)).strip();
                return Optional.of(new StoredRelease(directory.toRealPath(), manifest, sha256));
            } catch (JsonException | NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    /** All releases, the one staged first at the front. */
    public List<StoredRelease> releases() {
        return guarded(() -> {
            List<StoredRelease> releases = new ArrayList<>();
            for (Path directory : files.list(files.releases())) {
                release(new ReleaseId(String.valueOf(directory.getFileName()))).ifPresent(releases::add);
            }
            releases.sort((one, other) -> StoreFiles.staged(one).compareTo(StoreFiles.staged(other)));
            return releases;
        });
    }

    /** Makes a release the current one, in one step that a power cut cannot halve. */
    public void activate(StoredRelease release) {
        guarded(() -> {
            DurableFile.link(files.current(), files.root().relativize(files.release(release.id())));
            return release;
        });
    }

    /**
     * Removes what is not needed: all releases but the current one and the {@code keep} staged last besides it (never fewer than {@link
     * #LEAST_KEPT}), trees that no release left uses, and what killed runs left behind.
     */
    public void prune(int keep) {
        List<StoredRelease> all = releases();
        Optional<ReleaseId> current = current().map(StoredRelease::id);
        List<StoredRelease> others = all.stream()
                .filter(release -> !current.equals(Optional.of(release.id())))
                .toList();
        List<StoredRelease> superfluous = others.subList(0, Math.max(0, others.size() - Math.max(keep, LEAST_KEPT)));
        Set<String> used = all.stream()
                .filter(release -> !superfluous.contains(release))
                .flatMap(release -> release.manifest().modules().stream())
                .map(module -> module.tree().hex())
                .collect(Collectors.toSet());
        guarded(() -> {
            for (StoredRelease release : superfluous) {
                remove(release.directory());
            }
            for (Path tree : files.list(files.trees())) {
                if (!used.contains(String.valueOf(tree.getFileName()))) {
                    remove(tree);
                }
            }
            removeLeftOvers();
            return used;
        });
    }

    /**
     * Whether a release is what it was when it was stored; a sentence for each part of it that is not. All of it is read when something was
     * touched since the last time, or a day after that; else a listing is enough.
     */
    public List<String> damage(StoredRelease release, Instant now) {
        return guarded(() -> {
            LastReading reading = new LastReading(files, release.manifest());
            if (reading.holds(now)) {
                return List.of();
            }
            List<String> damage = List.copyOf(
                    new StoreCheck(files, release.manifest()).damage().values());
            if (damage.isEmpty()) {
                reading.remember(now);
            }
            return damage;
        });
    }

    /** Removes a release with each part of it that is not what it was, so that the next pull brings it again. */
    public void discardDamage(StoredRelease release) {
        guarded(() -> {
            for (Path damaged :
                    new StoreCheck(files, release.manifest()).damage().keySet()) {
                remove(damaged);
            }
            remove(files.release(release.id()));
            return release;
        });
    }

    /** Removes what killed runs left behind; only the run that holds the lock may. */
    public void removeLeftOvers() throws IOException {
        for (Path leftOver : files.leftOvers()) {
            FileTree.delete(leftOver);
        }
    }

    /** Where the store is; made when missing. */
    public Path directory() throws IOException {
        return Files.createDirectories(files.root());
    }

    /** A private directory inside the store, on the same file system, so that what is built there can be renamed into place. */
    public ScratchDirectory scratch() throws IOException {
        return ScratchDirectory.in(files.root());
    }

    /** Whether the store has the tree of that digest. */
    public boolean hasTree(TreeDigest digest) {
        return Files.isDirectory(files.tree(digest), LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes over a directory that holds the tree of that digest, verified and durable. */
    public void addTree(Path directory, TreeDigest digest) throws IOException {
        Files.createDirectories(files.trees());
        DurableFile.syncDirectory(files.root());
        if (!hasTree(digest)) {
            DurableFile.rename(directory, files.tree(digest));
        }
    }

    /**
     * Makes a release of a control tree and of trees that the store already has.
     *
     * @param controlTree verified and durable; it is taken over
     * @param packageSha256 of the release package it came in
     * @throws Failure {@link Reason#PACKAGE_REFUSED} when a module's place is taken
     */
    public StoredRelease addRelease(Release manifest, Path controlTree, String packageSha256) throws IOException {
        Files.createDirectories(files.releases());
        DurableFile.syncDirectory(files.root());
        try (ScratchDirectory scratch = scratch()) {
            Path aside = Files.createDirectory(scratch.path().resolve("release"));
            StoreFiles.openToAll(aside);
            Path environment = aside.resolve(manifest.environment().text());
            Files.move(controlTree, environment);
            ModuleLinks links = new ModuleLinks(environment, files.environment(manifest));
            for (ModulePin module : manifest.modules()) {
                links.add(module, files.tree(module.tree()));
            }
            links.sync();
            DurableFile.write(StoreFiles.manifest(aside), ReleaseJson.write(manifest), "rw-r--r--");
            DurableFile.write(
                    StoreFiles.packageDigest(aside),
                    (packageSha256 + "\n").getBytes(StandardCharsets.UTF_8),
                    "rw-r--r--");
            remove(files.release(manifest.id()));
            DurableFile.rename(aside, files.release(manifest.id()));
        }
        return release(manifest.id()).orElseThrow();
    }

    // Renamed first: half of a release must never be taken for one.
    private void remove(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (ScratchDirectory scratch = scratch()) {
                DurableFile.rename(directory, scratch.path().resolve("removed"));
            }
        }
    }

    private interface FileWork<T> {
        T done() throws IOException;
    }

    private static <T> T guarded(FileWork<T> work) {
        try {
            return work.done();
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(
                    Reason.FILES,
                    "The store cannot be used: " + e.getMessage() + ".",
                    "Check the disk and the permissions of the state directory.",
                    e);
        }
    }

    /** Forgets every release: this node follows nobody. */
    public void clear() throws IOException {
        DurableFile.delete(files.current());
        FileTree.delete(files.releases());
        FileTree.delete(files.trees());
    }
}
