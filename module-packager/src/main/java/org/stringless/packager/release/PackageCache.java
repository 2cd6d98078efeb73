package org.stringless.packager.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.Sha256;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackagePin;
import org.stringless.releasewire.json.ReleaseJson;

/** Packages that were built before, by what they were built from and who signed them. A file that is not what it was counts as not there. */
final class PackageCache {
    private static final int FORMAT = 1;

    private final Path records;
    private final Path packages;
    private final String signer;

    /**
     * A cache in that directory.
     *
     * @param signer fingerprint of the signing key: another key makes other packages
     */
    PackageCache(Path directory, String signer) throws IOException {
        this.records = Files.createDirectories(directory.resolve("modules"));
        this.packages = Files.createDirectories(directory.resolve("packages"));
        this.signer = signer;
    }

    /** The package built from that before, once it stands in {@code out}. */
    Optional<ModulePin> find(PinnedModule module, Path out) throws IOException {
        Optional<ModulePin> pin = read(record(module));
        return pin.isPresent() && place(pin.get().packageFile(), out) ? pin : Optional.empty();
    }

    /** Takes a new package file over and puts it into {@code out}. */
    void keep(PinnedModule module, ModulePin pin, Path file, Path out) throws IOException {
        DurableFile.rename(file, packageFile(pin.packageFile()));
        if (!place(pin.packageFile(), out)) {
            throw new IOException(packageFile(pin.packageFile()) + " changed while it was written");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("module", ReleaseJson.write(pin));
        DurableFile.write(record(module), JsonObject.pretty(document));
    }

    /**
     * Puts a package into a directory under its name.
     *
     * @throws Failure CONFLICT when other bytes stand there under that name
     */
    static void place(PackagePin pin, Path file, Path out, String next) throws IOException {
        Path target = out.resolve(pin.name().fileName());
        if (standsAt(target, pin, next)) {
            return;
        }
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            standsAt(target, pin, next);
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system: a copy must do.
            Path aside = out.resolve("." + pin.name().fileName() + ".new");
            Files.deleteIfExists(aside);
            Files.copy(file, aside);
            DurableFile.rename(aside, target);
        }
    }

    private boolean place(PackagePin pin, Path out) throws IOException {
        String next = "Build into an empty directory, or keep versions and tags of modules as they were.";
        if (standsAt(out.resolve(pin.name().fileName()), pin, next)) {
            return true;
        }
        Path file = packageFile(pin);
        if (!digest(file).equals(Optional.of(pin.sha256()))) {
            return false;
        }
        place(pin, file, out, next);
        return true;
    }

    private static boolean standsAt(Path target, PackagePin pin, String next) throws IOException {
        Optional<String> found = digest(target);
        if (found.isPresent() && !found.get().equals(pin.sha256())) {
            throw new Failure(Reason.CONFLICT, target + " is there already, with other bytes.", next);
        }
        return found.isPresent();
    }

    private static Optional<String> digest(Path file) throws IOException {
        try {
            return Optional.of(Sha256.of(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path packageFile(PackagePin pin) {
        return packages.resolve(pin.sha256() + ".rpm");
    }

    private Path record(PinnedModule module) {
        byte[] key = (signer + "\0" + module.identity()).getBytes(StandardCharsets.UTF_8);
        return records.resolve(Sha256.of(key) + ".json");
    }

    private static Optional<ModulePin> read(Path record) throws IOException {
        try {
            JsonObject document = JsonObject.parse(Files.readAllBytes(record)).format(FORMAT);
            return Optional.of(ReleaseJson.readModule(document.object("module")));
        } catch (NoSuchFileException | JsonException e) {
            return Optional.empty();
        }
    }
}
