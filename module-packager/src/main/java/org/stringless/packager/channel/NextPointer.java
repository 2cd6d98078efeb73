package org.stringless.packager.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.Candidate;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.release.ReleaseId;

/** The rules by which one pointer follows another. */
final class NextPointer {
    private static final Duration PERIOD = Duration.ofMinutes(30);

    private final ChannelHistory history;
    private final Instant now;

    NextPointer(ChannelHistory history, Instant now) {
        this.history = history;
        this.now = now;
    }

    /** To a release, stable or on trial. */
    ChannelPointer promote(Move.Promote move, ReleasePin release) {
        return move.onTrial() ? candidate(move, release) : stable(move, release);
    }

    private ChannelPointer stable(Move.Promote move, ReleasePin release) {
        // The same release again is a renewal: what was before it stays what was before it.
        Optional<ReleaseId> previous = history.present()
                .flatMap(present -> present.stable().equals(release)
                        ? present.previous()
                        : Optional.of(present.stable().id()));
        return pointer(move, release, Optional.empty(), previous, move.period());
    }

    private ChannelPointer candidate(Move.Promote move, ReleasePin release) {
        ChannelPointer present = history.present()
                .orElseThrow(() -> new Failure(
                        Reason.USAGE,
                        "Channel " + move.channel() + " has no stable release that a candidate could stand beside.",
                        "Promote a first release without --percent and --canary."));
        if (present.stable().equals(release)) {
            throw new Failure(
                    Reason.USAGE,
                    "Release " + release.id() + " is the stable release of channel " + move.channel() + " already.",
                    "Name another release, or leave --percent and --canary out to renew the pointer.");
        }
        // The same candidate at another percentage keeps its salt, so that nodes that have it keep it.
        Optional<Candidate> same =
                present.candidate().filter(candidate -> candidate.release().equals(release));
        String salt = same.map(Candidate::salt).orElse(release.id() + "." + history.nextSerial());
        int percent = move.percent().orElse(same.map(Candidate::percent).orElse(0));
        Set<String> canaries = new HashSet<>(move.canaries());
        same.ifPresent(candidate -> canaries.addAll(candidate.canaries()));
        Candidate candidate = new Candidate(release, percent, salt, canaries);
        return pointer(move, present.stable(), Optional.of(candidate), present.previous(), move.period());
    }

    /** Which release a rollback leads to: the stable one when a candidate is to be withdrawn, else the one before it. */
    ReleaseId backTo(Move.Rollback move) {
        ChannelPointer present = present(move);
        if (present.candidate().isPresent()) {
            return present.stable().id();
        }
        return present.previous()
                .orElseThrow(() -> new Failure(
                        Reason.NOT_PUBLISHED,
                        "Channel " + move.channel() + " knows no release before "
                                + present.stable().id() + ".",
                        "Promote the release you want; 'stringless channel promote' takes any published one."));
    }

    /** Back to that release. */
    ChannelPointer rollback(Move.Rollback move, ReleasePin release) {
        // What stood before it then stands before it again; never the one we flee from.
        Optional<ReleaseId> previous = history.pointers().stream()
                .map(ChannelHistory.SignedPointer::pointer)
                .filter(pointer -> pointer.stable().id().equals(release.id()))
                .findFirst()
                .flatMap(ChannelPointer::previous);
        return pointer(move, release, Optional.empty(), previous, Optional.empty());
    }

    private ChannelPointer present(Move move) {
        return history.present()
                .orElseThrow(() -> new Failure(
                        Reason.NOT_PUBLISHED,
                        "Channel " + move.channel() + " points to nothing yet.",
                        "Promote a release with 'stringless channel promote'."));
    }

    private ChannelPointer pointer(
            Move move,
            ReleasePin stable,
            Optional<Candidate> candidate,
            Optional<ReleaseId> previous,
            Optional<Duration> period) {
        return new ChannelPointer(
                move.channel(),
                history.nextSerial(),
                now,
                now.plus(move.expires()),
                stable,
                candidate,
                previous,
                period.or(() -> history.present().map(ChannelPointer::period)).orElse(PERIOD),
                move.notes());
    }
}
