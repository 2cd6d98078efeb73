package org.stringless.packager.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.publish.Target;
import org.stringless.packager.publish.TargetChannel;
import org.stringless.releasewire.json.ChannelPointerJson;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.VerifiedPackage;

/** Reads what a channel has pointed to of late. */
public final class ChannelReader {
    /** How many pointers a channel's repository holds. */
    static final int POINTERS = 3;

    private static final int LIMIT = 1 << 20;

    private final Target target;
    private final PackageVerifier verifier;

    /** @param verifier trusts the keys that may move channels */
    public ChannelReader(Target target, PackageVerifier verifier) {
        this.target = target;
        this.verifier = verifier;
    }

    /** The channel's history; an empty one when nothing was ever promoted to it. */
    public ChannelHistory read(ChannelName channel) throws IOException {
        TargetChannel repository = target.channel(channel);
        TargetChannel.Content content = repository.content();
        List<PackagePin> newest = content.packages().stream()
                .filter(pin -> pin.name().name().equals("stringless-channel-" + channel))
                .sorted(Comparator.comparingLong(ChannelReader::serial).reversed())
                .limit(POINTERS)
                .toList();
        List<ChannelHistory.SignedPointer> pointers = new ArrayList<>();
        for (PackagePin pin : newest) {
            try {
                pointers.add(new ChannelHistory.SignedPointer(pointer(repository, channel, pin), pin));
            } catch (Failure e) {
                // After a change of keys the old pointers count for nothing but their serials.
                if (e.reason() != Reason.UNVERIFIED) {
                    throw e;
                }
            }
        }
        return new ChannelHistory(channel, content, pointers);
    }

    private ChannelPointer pointer(TargetChannel repository, ChannelName channel, PackagePin pin) throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.temporary()) {
            Path file = scratch.path().resolve("pointer.rpm");
            repository.fetch(pin, file);
            VerifiedPackage verified = verifier.verify(file);
            ChannelPointer pointer = ChannelPointerJson.read(verified.readFile(PointerRpmBuilder.path(channel), LIMIT));
            if (!verified.name().equals(pin.name()) || !pointer.packageName().equals(pin.name())) {
                throw new Failure(
                        Reason.UNVERIFIED,
                        pin.name().fileName() + " holds another pointer than its name says.",
                        "See who put it there, and promote again.");
            }
            return pointer;
        } catch (JsonException e) {
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "The channel.json in " + pin.name().fileName() + " cannot be read: " + e.getMessage() + ".",
                    "Use the version of Stringless that promoted it, or a newer one.",
                    e);
        }
    }

    private static long serial(PackagePin pin) {
        String version = pin.name().version();
        return version.matches("[0-9]{1,18}") ? Long.parseLong(version) : 0;
    }
}
