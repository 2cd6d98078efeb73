package org.stringless.packager.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jgit.lib.ObjectId;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ModulePin;
import org.stringless.packager.puppetfile.Declaration;
import org.stringless.packager.rpm.ModuleRpmBuilder;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.packager.source.Forge;
import org.stringless.packager.source.ForgeTarball;
import org.stringless.packager.source.GitMirror;
import org.stringless.packager.source.GitMirrors;
import org.stringless.packager.source.GitTreeReader;
import org.stringless.packager.tree.ModuleMetadata;
import org.stringless.packager.tree.ModuleTree;
import org.stringless.packager.tree.ModuleTreeReader;

/** One module from its source to its signed package, in a scratch directory. */
final class ModuleWork {
    private static final DateTimeFormatter RELEASE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final GitMirrors mirrors;
    private final Forge forge;
    private final RpmSigner signer;
    private final Path scratch;

    ModuleWork(GitMirrors mirrors, Forge forge, RpmSigner signer, Path scratch) {
        this.mirrors = mirrors;
        this.forge = forge;
        this.signer = signer;
        this.scratch = scratch;
    }

    /** A module's files on disk; {@code time} is its source's own, never that of this machine. */
    record Fetched(PinnedModule module, Path tree, Instant time) {}

    /** A module's package, and the pin that names it. */
    record Packaged(PinnedModule module, ModulePin pin, Path file) {}

    /** Brings the files: no answer is awaited from anybody when the mirror has the commit. */
    Fetched fetch(PinnedModule module) throws IOException {
        Path tree = Files.createDirectories(directory(module).resolve("tree"));
        if (module.source() instanceof PinnedSource.Git git) {
            GitMirror mirror = mirrors.of(git.url());
            ObjectId commit = ObjectId.fromString(git.commit());
            mirror.ensure(commit);
            return new Fetched(module, tree, mirror.writeTree(commit, tree, reader(module.declaration())));
        }
        PinnedSource.Forge named = (PinnedSource.Forge) module.source();
        Path tarball = directory(module).resolve(named.module() + "-" + named.version() + ".tar.gz");
        forge.download(named.module(), named.version(), tarball);
        return new Fetched(module, tree, new ForgeTarball(tarball).unpack(tree));
    }

    private GitTreeReader reader(Declaration declaration) {
        return new GitTreeReader(
                mirrors, path -> !path.equals(".git") && !(declaration.excludeSpec() && path.equals("spec")));
    }

    /** Makes the package. */
    Packaged build(Fetched fetched) throws IOException {
        Declaration declaration = fetched.module().declaration();
        ModuleTree tree = read(fetched);
        checkName(fetched.module(), tree.metadata());
        SignedRpm rpm = signer.sign(new ModuleRpmBuilder()
                .build(tree, rpmRelease(fetched, tree), fetched.time(), directory(fetched.module())));
        ModulePin pin = new ModulePin(
                tree.metadata().name(),
                declaration.path(),
                rpm.pin(),
                tree.digest(),
                tree.unpackedSize(),
                tree.files().size(),
                fetched.module().source().told());
        return new Packaged(fetched.module(), pin, rpm.file());
    }

    /** {@code 1} where the version tells all; otherwise later commits sort higher, and other files never have the same name. */
    private static String rpmRelease(Fetched fetched, ModuleTree tree) {
        boolean versioned = !(fetched.module().source() instanceof PinnedSource.Git git) || git.versioned();
        return versioned
                ? "1"
                : "0." + RELEASE_TIME.format(fetched.time()) + "."
                        + tree.digest().abbreviated();
    }

    /** Reads the files; a refusal names the module as its reader knows it, not the scratch directory. */
    private static ModuleTree read(Fetched fetched) {
        try {
            boolean excludeSpec = fetched.module().declaration().excludeSpec();
            ModuleTreeReader reader = excludeSpec ? new ModuleTreeReader() : ModuleTreeReader.keepingSpec();
            return reader.read(fetched.tree());
        } catch (Failure e) {
            PinnedModule module = fetched.module();
            String place = "Puppetfile line " + module.declaration().line() + ": module '"
                    + module.declaration().name() + "' (" + module.source().told() + ")";
            throw new Failure(e.reason(), e.sentence().replace(fetched.tree().toString(), place), e.next(), e);
        }
    }

    private static void checkName(PinnedModule module, ModuleMetadata metadata) {
        Declaration declaration = module.declaration();
        boolean fits = metadata.name().name().equals(declaration.name());
        if (module.source() instanceof PinnedSource.Forge forge) {
            fits &= metadata.name().toString().equalsIgnoreCase(forge.module().toString())
                    && metadata.version().toString().equals(forge.version());
        }
        if (!fits) {
            throw new Failure(
                    Reason.MODULE_REFUSED,
                    "Puppetfile line " + declaration.line() + ": module '" + declaration.name() + "' ("
                            + module.source().told() + ") calls itself " + metadata.name() + " " + metadata.version()
                            + " in its metadata.json.",
                    "Declare it by the name it has, or correct its metadata.json.");
        }
    }

    private Path directory(PinnedModule module) {
        return scratch.resolve("line-" + module.declaration().line());
    }
}
