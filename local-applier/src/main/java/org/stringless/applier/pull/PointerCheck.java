package org.stringless.applier.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.stringless.io.file.Sha256;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.releasewire.json.ChannelPointerJson;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.repodata.IndexedPackage;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.VerifiedPackage;

/** Decides whether a pointer may steer this node: by its signer, its channel, its serial and its times. */
final class PointerCheck {
    private static final int DOCUMENT_LIMIT = 64 << 10;

    private final ChannelName channel;
    private final Keyring keyring;
    private final Instant now;
    private final Optional<ChannelMemory> memory;

    /** A check at that time, {@link #now}, against what the node remembers. */
    PointerCheck(ChannelName channel, Keyring keyring, Instant now, Optional<ChannelMemory> memory) {
        this.channel = channel;
        this.keyring = keyring;
        this.now = now;
        this.memory = memory;
    }

    /** The time to judge by: this machine's, unless a signer's is known to be later. */
    static Instant now(Clock clock, Optional<ChannelMemory> memory) {
        Instant own = clock.instant();
        return memory.map(ChannelMemory::newestSigned).filter(own::isBefore).orElse(own);
    }

    /** The package that says it is the channel's newest pointer. */
    static Optional<IndexedPackage> newest(List<IndexedPackage> packages, ChannelName channel) {
        String name = "stringless-channel-" + channel;
        return packages.stream()
                .filter(indexed -> indexed.name().name().equals(name)
                        && indexed.name().version().matches("[1-9][0-9]{0,17}"))
                .max((one, other) -> Long.compare(
                        Long.parseLong(one.name().version()),
                        Long.parseLong(other.name().version())));
    }

    /**
     * Reads and judges a pointer's package; what it gives must be remembered before it is acted on.
     *
     * @throws Failure {@link Reason#UNVERIFIED} or {@link Reason#ROLLED_BACK}
     */
    ChannelMemory check(Path file) throws IOException {
        VerifiedPackage verified = new PackageVerifier(keyring, Clock.fixed(now, ZoneOffset.UTC)).verify(file);
        ChannelPointer pointer = read(verified);
        if (!pointer.channel().equals(channel) || !pointer.packageName().equals(verified.name())) {
            throw unverified("is for channel " + pointer.channel() + ", serial " + pointer.serial()
                    + ", and calls itself " + verified.name());
        }
        if (pointer.issued().isAfter(now.plus(Keyring.CLOCK_SKEW))) {
            throw unverified("was issued at " + pointer.issued() + ", which is in the future");
        }
        String header = Sha256.of(verified.rpm().headerBytes());
        memory.ifPresent(known -> checkSerial(pointer, header, known));
        Instant newest = memory.map(ChannelMemory::newestSigned)
                .filter(known -> known.isAfter(pointer.issued()))
                .orElse(pointer.issued());
        return new ChannelMemory(pointer, header, newest, "");
    }

    /** The complaint about a pointer whose time is over, if it is. */
    static Optional<Failure> stale(ChannelPointer pointer, Instant now) {
        if (pointer.expires().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(new Failure(
                Reason.STALE,
                "The pointer of channel " + pointer.channel() + ", serial " + pointer.serial() + ", expired at "
                        + pointer.expires() + ".",
                "Promote the channel again with 'stringless channel promote', and check this machine's clock."));
    }

    private ChannelPointer read(VerifiedPackage verified) throws IOException {
        byte[] document =
                verified.readFile("/usr/share/stringless/channels/" + channel + "/channel.json", DOCUMENT_LIMIT);
        try {
            return ChannelPointerJson.read(document);
        } catch (JsonException e) {
            throw new Failure(
                    Reason.PACKAGE_REFUSED,
                    "The pointer " + verified.name() + " cannot be read: " + e.getMessage() + ".",
                    "Promote the channel again, or update Stringless on this node.",
                    e);
        }
    }

    private static void checkSerial(ChannelPointer pointer, String header, ChannelMemory known) {
        long seen = known.pointer().serial();
        if (pointer.serial() < seen) {
            throw new Failure(
                    Reason.ROLLED_BACK,
                    "The pointer of channel " + pointer.channel() + " has serial " + pointer.serial()
                            + ", but this node has seen " + seen + ".",
                    "Find out who put an old pointer there; to go back, use 'stringless channel rollback'.");
        }
        if (pointer.serial() == seen && !header.equals(known.headerSha256())) {
            throw new Failure(
                    Reason.ROLLED_BACK,
                    "There are two pointers of channel " + pointer.channel() + " with serial " + seen + ".",
                    "Find out who signed the second; promote the channel again to get past it.");
        }
    }

    private static Failure unverified(String trouble) {
        return new Failure(
                Reason.UNVERIFIED,
                "The channel's pointer " + trouble + ".",
                "Check the repository's address, this machine's clock, and who signed it.");
    }
}
