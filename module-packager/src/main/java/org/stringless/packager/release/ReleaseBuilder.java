package org.stringless.packager.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.puppetfile.Declaration;
import org.stringless.packager.puppetfile.Origin;
import org.stringless.packager.puppetfile.Puppetfile;
import org.stringless.packager.rpm.PayloadRpmBuilder;
import org.stringless.packager.rpm.RpmRelation;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.packager.source.Forge;
import org.stringless.packager.source.GitMirrors;
import org.stringless.packager.source.GitTree;
import org.stringless.packager.tree.TreeFile;
import org.stringless.releasewire.json.ReleaseJson;

/** Builds a release: pins the modules of the Puppetfile, packages those that are new, and packs the control tree with their pins. */
public final class ReleaseBuilder {
    /** The directory that has all packaged releases, each below its environment's name. */
    public static final String RELEASES = "/usr/share/stringless/releases";

    private static final String NEXT_ON_CONFLICT =
            "The same commit gives another release now: name it by --id, or build into an empty directory.";

    private final Forge forge;
    private final Path cache;
    private final SigningKey key;
    private final String program;
    private final Progress progress;

    /**
     * A builder.
     *
     * @param cache mirrors of Git repositories and packages built before; made when missing
     * @param key signs all packages
     * @param program name and version of this program, for {@code release.json}
     */
    public ReleaseBuilder(Forge forge, Path cache, SigningKey key, String program, Progress progress) {
        this.forge = forge;
        this.cache = cache;
        this.key = key;
        this.program = program;
        this.progress = progress;
    }

    /** Builds it; the same request over the same commits gives the same bytes. */
    public BuiltRelease build(ReleaseRequest request) throws IOException {
        Path out = Files.createDirectories(request.out());
        // The signer's policy takes a fifth of a second to load: as long as it takes to read the control repository.
        CompletableFuture<RpmSigner> waking = CompletableFuture.supplyAsync(() -> new RpmSigner(key));
        try (ControlRepository control = ControlRepository.open(request.control(), request.ref());
                GitMirrors mirrors = new GitMirrors(cache.resolve("git"));
                ScratchDirectory scratch = ScratchDirectory.in(cache)) {
            GitTree tree = control.tree(mirrors);
            Puppetfile puppetfile = puppetfile(tree);
            ModulePlaces places = new ModulePlaces(tree);
            places.check(puppetfile.modules());
            ControlTree controlTree = ControlTree.of(tree, request.allowedLinks());
            Pinning pinning = new Pinning(mirrors, forge, control.branch(), request.allowFloating());
            pinning.refuseFloating(puppetfile.modules());
            RpmSigner signer = waking.join();
            List<BuiltRelease.Module> modules = new ModuleLanes(
                            pinning,
                            new PackageCache(cache, key.fingerprint()),
                            new ModuleWork(mirrors, forge, signer, scratch.path()),
                            out,
                            progress)
                    .run(puppetfile.modules());
            Release release = release(request, control, controlTree, modules);
            SignedRpm rpm = signer.sign(rpm(release, controlTree).build(scratch.path()));
            PackageCache.place(rpm.pin(), rpm.file(), out, NEXT_ON_CONFLICT);
            progress.end();
            return new BuiltRelease(
                    release,
                    rpm.pin(),
                    out.resolve(rpm.pin().name().fileName()),
                    modules,
                    notes(request, control, puppetfile, places));
        }
    }

    /** Reads the Puppetfile; refuses a directory that has nothing of a control repository. */
    private static Puppetfile puppetfile(GitTree tree) throws IOException {
        Optional<String> text = ControlRepository.text(tree, "Puppetfile");
        boolean control = text.isPresent()
                || tree.entries().stream()
                        .map(GitTree.Entry::path)
                        .anyMatch(path -> path.equals("environment.conf") || path.equals("manifests"));
        if (!control) {
            throw ControlRepository.refused(
                    "The commit has neither Puppetfile nor environment.conf nor manifests in that directory",
                    "Name the directory of the control repository.",
                    null);
        }
        return text.map(Puppetfile::read).orElse(Puppetfile.empty());
    }

    private Release release(
            ReleaseRequest request, ControlRepository control, ControlTree tree, List<BuiltRelease.Module> modules) {
        return new Release(
                request.environment(),
                request.id().orElse(control.id()),
                control.commit(),
                control.time(),
                program,
                request.securityFloor().map(ReleaseId::text).orElse(""),
                tree.digest(),
                modules.stream()
                        .map(BuiltRelease.Module::pin)
                        .sorted(Comparator.comparing(ModulePin::path))
                        .toList());
    }

    private static PayloadRpmBuilder rpm(Release release, ControlTree tree) {
        String directory = RELEASES + "/" + release.environment();
        return new PayloadRpmBuilder(release.packageName(), release.created())
                .describe(
                        "Puppet environment " + release.environment() + ", release " + release.id(),
                        "Control tree at commit " + release.commit() + " and the pins of its modules.")
                .tree(directory, List.of(TreeFile.of("release.json", ReleaseJson.write(release))))
                .tree(directory + "/tree", tree.files())
                .requires(release.modules().stream()
                        .map(pin -> pin.packageFile().name())
                        .map(name -> RpmRelation.equal(name.name(), name.evr()))
                        .toList());
    }

    private List<String> notes(
            ReleaseRequest request, ControlRepository control, Puppetfile puppetfile, ModulePlaces places)
            throws IOException {
        List<String> notes = new ArrayList<>(places.missing(puppetfile.modules()));
        puppetfile
                .forge()
                .filter(named -> !named.contains(String.valueOf(forge.base().getHost())))
                .filter(named -> puppetfile.modules().stream().anyMatch(ReleaseBuilder::fromForge))
                .ifPresent(named -> notes.add("The Puppetfile's forge statement names " + named
                        + ", but as with r10k the configuration decides: " + forge.base() + "."));
        if (request.ref().isEmpty() && control.workingTreeDiffers()) {
            notes.add("The working tree of " + request.control() + " differs from commit "
                    + control.commit().substring(0, 7) + "; the commit was built.");
        }
        return notes;
    }

    private static boolean fromForge(Declaration module) {
        return module.origin() instanceof Origin.Forge;
    }
}
