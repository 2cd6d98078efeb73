package org.stringless.packager.channel;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.publish.Target;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.releasewire.rpm.PackageVerifier;

/** Moves a channel: signs its next pointer and switches its repository to what that pointer needs, in one step. */
public final class ChannelMover {
    private final Target target;
    private final ChannelReader channels;
    private final ReleaseReader releases;
    private final PointerRpmBuilder pointers;
    private final Clock clock;

    /**
     * @param releaseVerifier trusts the keys that sign releases
     * @param channelVerifier trusts the keys that sign pointers
     * @param channelSigner signs the next pointer
     */
    public ChannelMover(
            Target target,
            PackageVerifier releaseVerifier,
            PackageVerifier channelVerifier,
            RpmSigner channelSigner,
            Clock clock) {
        this.target = target;
        this.channels = new ChannelReader(target, channelVerifier);
        this.releases = new ReleaseReader(target, releaseVerifier);
        this.pointers = new PointerRpmBuilder(channelSigner);
        this.clock = clock;
    }

    /**
     * Makes the move and returns the pointer that nodes now follow.
     *
     * @throws Failure {@link Reason#NOT_PUBLISHED} when the release or a module of it is not in the target's repository; nothing has moved
     */
    public ChannelPointer move(Move move) throws IOException {
        ChannelHistory history = channels.read(move.channel());
        // Documents and packages carry whole seconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        NextPointer next = new NextPointer(history, now);
        ChannelPointer pointer;
        if (move instanceof Move.Promote promote) {
            pointer = next.promote(
                    promote,
                    releases.named(promote.release(), promote.environment()).pin());
        } else if (move instanceof Move.Rollback rollback) {
            pointer = next.rollback(rollback, former(history, next.backTo(rollback)));
        } else {
            throw new IllegalStateException("no such move: " + move);
        }
        Set<PackagePin> needed = new LinkedHashSet<>(needed(pointer));
        requirePublished(needed);
        needed.addAll(older(history));
        switchTo(history, pointer, needed);
        return pointer;
    }

    private ReleasePin former(ChannelHistory history, ReleaseId id) throws IOException {
        Optional<EnvironmentName> environment =
                history.present().map(present -> present.stable().environment());
        return releases.named(id, environment).pin();
    }

    private void switchTo(ChannelHistory history, ChannelPointer pointer, Collection<PackagePin> needed)
            throws IOException {
        try (ScratchDirectory scratch = ScratchDirectory.temporary()) {
            SignedRpm signed = pointers.build(pointer, scratch.path());
            target.channel(pointer.channel()).replace(history.content(), List.copyOf(needed), signed);
        }
    }

    private List<PackagePin> needed(ChannelPointer pointer) throws IOException {
        List<PackagePin> packages =
                new ArrayList<>(releases.read(pointer.stable().packageFile()).packages());
        if (pointer.candidate().isPresent()) {
            packages.addAll(releases.read(pointer.candidate().get().release().packageFile())
                    .packages());
        }
        return packages;
    }

    private void requirePublished(Set<PackagePin> needed) throws IOException {
        Set<String> there = digests(needed);
        for (PackagePin pin : needed) {
            if (!there.contains(pin.sha256())) {
                throw new Failure(
                        Reason.NOT_PUBLISHED,
                        pin.name().fileName() + " with sha256 " + pin.sha256() + " is not in " + target.name() + ".",
                        "Publish the whole release with 'stringless publish', then repeat the command.");
            }
        }
    }

    private Set<String> digests(Collection<PackagePin> pins) throws IOException {
        Set<String> names = pins.stream().map(pin -> pin.name().name()).collect(Collectors.toSet());
        return target.named(names).stream().map(PackagePin::sha256).collect(Collectors.toSet());
    }

    /** The pointers before the new one with what they need, as far as it can still be had. */
    private Set<PackagePin> older(ChannelHistory history) throws IOException {
        Set<PackagePin> kept = new LinkedHashSet<>();
        for (ChannelHistory.SignedPointer former :
                history.pointers().stream().limit(ChannelReader.POINTERS - 1L).toList()) {
            try {
                List<PackagePin> packages = needed(former.pointer());
                if (digests(packages)
                        .containsAll(packages.stream().map(PackagePin::sha256).toList())) {
                    kept.addAll(packages);
                    kept.add(former.packageFile());
                }
            } catch (Failure e) {
                if (e.reason() != Reason.NOT_PUBLISHED && e.reason() != Reason.UNVERIFIED) {
                    throw e;
                }
            }
        }
        return kept;
    }
}
