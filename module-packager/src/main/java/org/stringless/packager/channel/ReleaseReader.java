package org.stringless.packager.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.publish.Target;
import org.stringless.releasewire.json.ReleaseJson;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.VerifiedPackage;

/** Reads releases out of a repository, once each, and believes only signed ones. */
final class ReleaseReader {
    private static final String PREFIX = "stringless-release-";
    private static final int LIMIT = 16 << 20;

    private final Target target;
    private final PackageVerifier verifier;
    private final Map<PackagePin, PublishedRelease> known = new HashMap<>();

    ReleaseReader(Target target, PackageVerifier verifier) {
        this.target = target;
        this.verifier = verifier;
    }

    /** The release with that id; its environment must be named when several environments have one. */
    PublishedRelease named(ReleaseId id, Optional<EnvironmentName> environment) throws IOException {
        List<PackagePin> found = target.releases(id).stream()
                .filter(pin -> environment.isEmpty()
                        || pin.name().name().equals(PREFIX + environment.get().text()))
                .toList();
        if (found.isEmpty()) {
            throw new Failure(
                    Reason.NOT_PUBLISHED,
                    "Release " + id + " is not in " + target.name() + ".",
                    "Publish it first with 'stringless publish', or correct the id.");
        }
        if (found.size() > 1) {
            throw new Failure(
                    Reason.USAGE,
                    "Release " + id + " is in " + target.name() + " for several environments: "
                            + found.stream()
                                    .map(pin -> pin.name().name())
                                    .sorted()
                                    .toList() + ".",
                    "Say which one with --environment.");
        }
        return read(found.get(0));
    }

    /** The release in that package. */
    PublishedRelease read(PackagePin pin) throws IOException {
        PublishedRelease release = known.get(pin);
        if (release == null) {
            release = new PublishedRelease(pin, manifest(pin));
            known.put(pin, release);
        }
        return release;
    }

    private Release manifest(PackagePin pin) throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.temporary()) {
            Path file = scratch.path().resolve("release.rpm");
            target.fetch(pin, file);
            VerifiedPackage verified = verifier.verify(file);
            String environment = verified.name().name().substring(PREFIX.length());
            Release release = ReleaseJson.read(
                    verified.readFile("/usr/share/stringless/releases/" + environment + "/release.json", LIMIT));
            if (!verified.name().equals(pin.name()) || !release.packageName().equals(pin.name())) {
                throw new Failure(
                        Reason.UNVERIFIED,
                        pin.name().fileName() + " holds " + release.packageName() + ".",
                        "See who put it there; build and publish the release again.");
            }
            return release;
        } catch (JsonException e) {
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "The release.json in " + pin.name().fileName() + " cannot be read: " + e.getMessage() + ".",
                    "Build the release again with this version of Stringless.",
                    e);
        }
    }
}
