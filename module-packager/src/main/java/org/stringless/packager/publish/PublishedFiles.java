package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.Sha256;
import org.stringless.io.http.NotThereException;
import org.stringless.io.http.Transport;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackagePin;
import org.stringless.releasewire.repodata.IndexedPackage;
import org.stringless.releasewire.repodata.PrimaryIndex;
import org.stringless.releasewire.repodata.Repomd;

/** Files of a published repository, found by its index as a node finds them. */
final class PublishedFiles {
    private final URI address;
    private final Transport transport;
    private @Nullable Map<String, String> places;

    /** @param address with a slash at the end */
    PublishedFiles(URI address, Transport transport) {
        this.address = address;
        this.transport = transport;
    }

    void fetch(PackagePin pin, Path to) throws IOException {
        if (places == null) {
            places = places();
        }
        String place = places.get(pin.sha256());
        if (place == null) {
            throw notPublished(pin);
        }
        String sha256;
        try {
            sha256 = transport.download(at(place), to, pin.size());
        } catch (NotThereException e) {
            throw notPublished(pin);
        }
        if (!sha256.equals(pin.sha256())) {
            Files.deleteIfExists(to);
            throw new Failure(
                    Reason.UNVERIFIED,
                    pin.name().fileName() + " at " + address + " has sha256 " + sha256 + " instead of " + pin.sha256()
                            + ".",
                    "See who changes files of the repository, and publish the package again.");
        }
    }

    private Map<String, String> places() throws IOException {
        Map<String, String> found = new HashMap<>();
        try {
            Repomd repomd = Repomd.parse(transport.fetch(address.resolve("repodata/repomd.xml"), Repomd.LIMIT));
            byte[] primary = transport.fetch(address.resolve(repomd.primary().href()), PrimaryIndex.LIMIT);
            if (!Sha256.of(primary).equals(repomd.primary().sha256())) {
                throw new Failure(
                        Reason.REPOSITORY_BROKEN,
                        "The index of " + address + " is not the one its repomd.xml names.",
                        "Repeat the command; when it stays, publish again.");
            }
            for (IndexedPackage one : PrimaryIndex.parse(primary).packages()) {
                found.put(one.sha256(), one.href());
            }
        } catch (NotThereException e) {
            return found;
        }
        return found;
    }

    // All that a package's name may hold stands in an address as it is, but for the caret.
    private URI at(String place) {
        return address.resolve(place.replace("^", "%5E"));
    }

    private Failure notPublished(PackagePin pin) {
        return new Failure(
                Reason.NOT_PUBLISHED,
                pin.name().fileName() + " with sha256 " + pin.sha256() + " is not served at " + address + ".",
                "Publish it first with 'stringless publish'; an interrupted publish is simply repeated.");
    }
}
