package org.stringless.packager.release;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.Release;
import org.stringless.releasewire.json.ReleaseJson;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.rpm.PackageUnpacker;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.UnpackedTree;
import org.stringless.releasewire.rpm.VerifiedPackage;

/** Reads release packages; one that no trusted key signed is not read. */
public final class ReleaseReader {
    private static final String NAME = "stringless-release-";
    private static final int LARGEST_DOCUMENT = 16 << 20;
    // Trees are only compared here; no link in them is ever followed.
    private static final List<Path> ANYWHERE = List.of(Path.of("/"));

    private final PackageVerifier verifier;

    /** Trusts the keyring's keys as they stand at the clock's time. */
    public ReleaseReader(Keyring keyring, Clock clock) {
        this.verifier = new PackageVerifier(keyring, clock);
    }

    /**
     * What {@code release.json} says.
     *
     * @throws Failure UNVERIFIED, or PACKAGE_REFUSED when the package is no release
     */
    public Release read(Path file) throws IOException {
        return read(verifier.verify(file));
    }

    /**
     * The release and the files of its control tree.
     *
     * @param newDirectory gets the tree; must not exist
     */
    Unpacked unpack(Path file, Path newDirectory) throws IOException {
        VerifiedPackage verified = verifier.verify(file);
        Release release = read(verified);
        UnpackedTree tree = PackageUnpacker.unpack(verified, directory(verified), newDirectory, ANYWHERE);
        return new Unpacked(release, newDirectory.resolve("tree"), tree.below("tree"));
    }

    /** A release with its control tree on disk. */
    record Unpacked(Release release, Path directory, UnpackedTree tree) {}

    private static Release read(VerifiedPackage verified) throws IOException {
        Release release;
        try {
            release = ReleaseJson.read(verified.readFile(directory(verified) + "/release.json", LARGEST_DOCUMENT));
        } catch (JsonException e) {
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "release.json of " + verified.name() + " cannot be read: " + e.getMessage() + ".",
                    "Build the release again.",
                    e);
        }
        if (!release.packageName().equals(verified.name())) {
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "The package " + verified.name() + " holds the release " + release.packageName() + ".",
                    "Do not use it; find out who made it.");
        }
        return release;
    }

    private static String directory(VerifiedPackage verified) {
        String name = verified.name().name();
        if (!name.startsWith(NAME)) {
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "The package " + verified.name() + " is not a release.",
                    "Name a package " + NAME + "*.rpm.");
        }
        return ReleaseBuilder.RELEASES + "/" + name.substring(NAME.length());
    }
}
