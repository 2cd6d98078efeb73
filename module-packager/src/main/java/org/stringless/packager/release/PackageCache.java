package org.stringless.packager.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
    private static final String NEXT_ON_CONFLICT =
            "Build into an empty directory, or keep versions and tags of modules as they were.";

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
        Optional<Kept> kept = read(record(module));
        return kept.isPresent() && place(kept.get(), out)
                ? Optional.of(kept.get().pin())
                : Optional.empty();
    }

    /** Takes a new package file over and puts it into {@code out}. */
    void keep(PinnedModule module, ModulePin pin, Path file, Path out) throws IOException {
        Path own = packageFile(pin.packageFile());
        DurableFile.rename(file, own);
        Kept kept = new Kept(pin, Files.getLastModifiedTime(own).toString());
        if (!place(kept, out)) {
            throw new IOException(own + " changed while it was written");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("module", ReleaseJson.write(pin));
        document.put("written", kept.written());
        DurableFile.write(record(module), JsonObject.pretty(document));
    }

    /**
     * A package in the cache.
     *
     * @param written time of its file: while that and the size stay, the bytes are taken to stay, as Git does; otherwise they are read
     */
    private record Kept(ModulePin pin, String written) {
        boolean untouched(Optional<BasicFileAttributes> file) {
            return file.isPresent()
                    && file.get().size() == pin.packageFile().size()
                    && file.get().lastModifiedTime().toString().equals(written);
        }
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

    private boolean place(Kept kept, Path out) throws IOException {
        PackagePin pin = kept.pin().packageFile();
        Path own = packageFile(pin);
        Path target = out.resolve(pin.name().fileName());
        Optional<BasicFileAttributes> file = attributes(own);
        Optional<BasicFileAttributes> standing = attributes(target);
        boolean untouched = kept.untouched(file);
        if (untouched && standing.isPresent() && Objects.equals(key(standing), key(file))) {
            return true;
        }
        if (standsAt(target, pin, NEXT_ON_CONFLICT)) {
            return true;
        }
        if (!untouched && !digest(own).equals(Optional.of(pin.sha256()))) {
            return false;
        }
        place(pin, own, out, NEXT_ON_CONFLICT);
        return true;
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> key(Optional<BasicFileAttributes> file) {
        return file.map(BasicFileAttributes::fileKey);
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

    private static Optional<Kept> read(Path record) throws IOException {
        try {
            JsonObject document = JsonObject.parse(Files.readAllBytes(record)).format(FORMAT);
            return Optional.of(new Kept(ReleaseJson.readModule(document.object("module")), document.text("written")));
        } catch (NoSuchFileException | JsonException e) {
            return Optional.empty();
        }
    }
}
