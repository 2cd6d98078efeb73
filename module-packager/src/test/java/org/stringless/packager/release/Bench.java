package org.stringless.packager.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stringless.io.file.Sha256;
import org.stringless.io.http.Web;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.packager.keys.KeyAlgorithm;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.rpm.ModuleRpmBuilder;
import org.stringless.packager.source.Forge;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.rpm.PackageUnpacker;
import org.stringless.releasewire.rpm.PackageVerifier;

/** All that a build needs, in one temporary directory. */
final class Bench {
    static final Clock CLOCK = Clock.systemUTC();

    private final Path top;
    private final SigningKey key;
    private URI forge = URI.create("http://127.0.0.1:1/");

    Bench(Path top) {
        this.top = top;
        try {
            this.key = new SigningKeys(top.resolve("keys"))
                    .init(KeyRole.RELEASE, KeyAlgorithm.ED25519, "Sample <s@example.org>", CLOCK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Bench forge(URI base) {
        forge = base;
        return this;
    }

    /** What most builds ask for. */
    ReleaseRequest request(Path control) {
        return new ReleaseRequest(
                control,
                Optional.empty(),
                new EnvironmentName("production"),
                Optional.empty(),
                Optional.empty(),
                top.resolve("out"),
                false,
                List.of());
    }

    static ReleaseRequest floating(ReleaseRequest request) {
        return new ReleaseRequest(
                request.control(),
                request.ref(),
                request.environment(),
                request.id(),
                request.securityFloor(),
                request.out(),
                true,
                request.allowedLinks());
    }

    static ReleaseRequest into(ReleaseRequest request, Path out) {
        return new ReleaseRequest(
                request.control(),
                request.ref(),
                request.environment(),
                request.id(),
                request.securityFloor(),
                out,
                request.allowFloating(),
                request.allowedLinks());
    }

    static ReleaseRequest at(ReleaseRequest request, String ref) {
        return new ReleaseRequest(
                request.control(),
                Optional.of(ref),
                request.environment(),
                request.id(),
                request.securityFloor(),
                request.out(),
                request.allowFloating(),
                request.allowedLinks());
    }

    static ReleaseRequest allowing(ReleaseRequest request, Path... links) {
        return new ReleaseRequest(
                request.control(),
                request.ref(),
                request.environment(),
                request.id(),
                request.securityFloor(),
                request.out(),
                request.allowFloating(),
                List.of(links));
    }

    BuiltRelease build(ReleaseRequest request) {
        return build(request, "cache");
    }

    BuiltRelease build(ReleaseRequest request, String cache) {
        try {
            return new ReleaseBuilder(
                            new Forge(forge, new Web()), top.resolve(cache), key, "stringless test", Progress.SILENT)
                    .build(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReleaseReader reader() {
        return new ReleaseReader(Keyring.of(key.publicKey()), CLOCK);
    }

    /** The environment as a node has it: the control tree, and each module's package unpacked at its path. */
    Path environment(BuiltRelease built, String name) throws IOException {
        Path directory = top.resolve(name);
        Path tree = reader().unpack(built.file(), directory).directory();
        PackageVerifier verifier = new PackageVerifier(Keyring.of(key.publicKey()), CLOCK);
        for (BuiltRelease.Module module : built.modules()) {
            ModulePin pin = module.pin();
            Path place = tree.resolve(pin.path());
            Files.createDirectories(place.getParent());
            PackageUnpacker.unpack(
                    verifier.verify(module.file()),
                    ModuleRpmBuilder.MODULES + "/" + pin.module().name(),
                    place);
        }
        return tree;
    }

    /** Every file and link below a directory: path, then {@code x} or {@code -} and digest, or the target. */
    static Map<String, String> listing(Path directory) throws IOException {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = directory.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    listing.put(name, "-> " + Files.readSymbolicLink(path));
                } else if (Files.isRegularFile(path)) {
                    listing.put(name, (Files.isExecutable(path) ? "x " : "- ") + Sha256.of(path));
                }
            }
        }
        return listing;
    }
}
