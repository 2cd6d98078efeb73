package org.stringless.applier.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;
import org.stringless.model.run.Stage;
import org.stringless.releasewire.json.ReleaseJson;
import org.stringless.releasewire.repodata.IndexedPackage;
import org.stringless.releasewire.rpm.PackageUnpacker;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.UnpackedTree;
import org.stringless.releasewire.rpm.VerifiedPackage;

/** Brings one pinned release into the store: its package, then the module trees that the store does not have yet. */
final class ReleaseFetch {
    private static final int MANIFEST_LIMIT = 4 << 20;

    private final ChannelRepository repository;
    private final List<IndexedPackage> packages;
    private final PackageVerifier verifier;
    private final NodeStore store;
    private final DiskSpace space;
    private final List<Path> allowedLinks;
    private final Progress progress;
    private final Consumer<Stage> entered;

    ReleaseFetch(
            ChannelRepository repository,
            List<IndexedPackage> packages,
            PackageVerifier verifier,
            NodeStore store,
            DiskSpace space,
            List<Path> allowedLinks,
            Progress progress,
            Consumer<Stage> entered) {
        this.repository = repository;
        this.packages = packages;
        this.verifier = verifier;
        this.store = store;
        this.space = space;
        this.allowedLinks = List.copyOf(allowedLinks);
        this.progress = progress;
        this.entered = entered;
    }

    /**
     * Brings the release, or nothing: what was fetched of it is removed again after a failure, except module trees that are whole.
     *
     * @throws Failure naming what could not be had or be proven
     * @throws IOException when the store cannot be written
     */
    StoredRelease bring(ReleasePin pin) throws IOException {
        try (ScratchDirectory scratch = store.scratch()) {
            download(pin.packageFile(), scratch.path());
            VerifiedPackage packed = verify(pin.packageFile(), scratch.path());
            Release manifest = manifest(pin, packed);
            List<ModulePin> missing = missing(manifest);
            requireSpace(missing);
            progress.begin("fetching modules", missing.size());
            Parallel.map(missing, module -> {
                Path file = download(module.packageFile(), scratch.path());
                progress.advance(1, module.module().toString());
                return file;
            });
            entered.accept(Stage.VERIFY);
            for (ModulePin module : missing) {
                verify(
                        module.packageFile(),
                        scratch.path()); // and again when it is unpacked: a node cannot remember all headers
            }
            entered.accept(Stage.STAGE);
            progress.begin("staging modules", missing.size());
            Parallel.map(missing, module -> stage(module, scratch.path()));
            return store.addRelease(
                    manifest,
                    controlTree(manifest, packed, scratch.path()),
                    pin.packageFile().sha256());
        }
    }

    private Path download(PackagePin pin, Path directory) {
        IndexedPackage indexed = packages.stream()
                .filter(candidate -> candidate.sha256().equals(pin.sha256()))
                .findFirst()
                .orElseThrow(() -> repository.broken("does not list " + pin.name() + " as it is pinned", null));
        Path file = file(pin, directory);
        if (!repository.download(indexed, file, pin.size()).equals(pin.sha256())) {
            throw unverified(pin, "is not the file that was pinned");
        }
        return file;
    }

    private static Path file(PackagePin pin, Path directory) {
        return directory.resolve(pin.name().fileName());
    }

    private synchronized VerifiedPackage verify(PackagePin pin, Path directory) throws IOException {
        VerifiedPackage verified = verifier.verify(file(pin, directory));
        if (verified.rpm().size() != pin.size()) {
            throw unverified(pin, "has not the size that was pinned");
        }
        if (!verified.name().equals(pin.name())) {
            throw unverified(pin, "calls itself " + verified.name());
        }
        return verified;
    }

    private static Release manifest(ReleasePin pin, VerifiedPackage packed) throws IOException {
        try {
            Release manifest =
                    ReleaseJson.read(packed.readFile(prefix(pin.environment()) + "/release.json", MANIFEST_LIMIT));
            long places =
                    manifest.modules().stream().map(ModulePin::path).distinct().count();
            if (!manifest.id().equals(pin.id())
                    || !manifest.environment().equals(pin.environment())
                    || places != manifest.modules().size()) {
                throw new JsonException("it is of another release, or lists a place twice");
            }
            return manifest;
        } catch (JsonException e) {
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "The manifest of release " + pin.id() + " cannot be used: " + e.getMessage() + ".",
                    "Build the release again, or update Stringless on this node.",
                    e);
        }
    }

    // Two modules may well be the same tree.
    private List<ModulePin> missing(Release manifest) {
        Map<String, ModulePin> missing = new TreeMap<>();
        for (ModulePin module : manifest.modules()) {
            if (!store.hasTree(module.tree())) {
                missing.put(module.tree().hex(), module);
            }
        }
        return List.copyOf(missing.values());
    }

    private void requireSpace(List<ModulePin> missing) throws IOException {
        long bytes = 0;
        for (ModulePin module : missing) {
            bytes = Math.addExact(bytes, Math.addExact(module.packageFile().size(), 2 * module.unpackedSize()));
        }
        space.require(bytes);
    }

    private Path stage(ModulePin module, Path scratch) throws IOException {
        VerifiedPackage verified = verify(module.packageFile(), scratch);
        Path tree = scratch.resolve(module.tree().hex());
        UnpackedTree unpacked = PackageUnpacker.unpack(
                verified, "/usr/share/puppet/modules/" + module.module().name(), tree);
        checkTree(verified.name().toString(), module.tree(), unpacked.digest());
        store.addTree(tree, module.tree());
        progress.advance(1, module.module().toString());
        return tree;
    }

    private Path controlTree(Release manifest, VerifiedPackage packed, Path scratch) throws IOException {
        Path unpacked = scratch.resolve("release-package");
        UnpackedTree tree = PackageUnpacker.unpack(packed, prefix(manifest.environment()), unpacked, allowedLinks);
        checkTree(
                packed.name().toString(),
                manifest.controlTree(),
                tree.below("tree").digest());
        return unpacked.resolve("tree");
    }

    private static void checkTree(String name, TreeDigest expected, TreeDigest found) {
        if (!found.equals(expected)) {
            throw new Failure(
                    Reason.UNVERIFIED,
                    "The tree in " + name + " has digest " + found.abbreviated() + ", not " + expected.abbreviated()
                            + " as the release says.",
                    "Build the release again.");
        }
    }

    private static String prefix(EnvironmentName environment) {
        return "/usr/share/stringless/releases/" + environment;
    }

    private static Failure unverified(PackagePin pin, String trouble) {
        return new Failure(
                Reason.UNVERIFIED,
                "The package " + pin.name() + " " + trouble + ".",
                "Publish it again; if it stays so, find out who changed it.");
    }
}
