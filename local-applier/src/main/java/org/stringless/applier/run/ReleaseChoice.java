package org.stringless.applier.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stringless.applier.pull.Pull;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Stage;

/** Which release a run is to apply: the one named, else the one held, else the channel's, else the current one. */
final class ReleaseChoice {
    private final RunParts parts;
    private final RunOrder order;
    private final RunDraft draft;
    private final Consumer<Stage> entered;
    private boolean asked;

    ReleaseChoice(RunParts parts, RunOrder order, RunDraft draft, Consumer<Stage> entered) {
        this.parts = parts;
        this.order = order;
        this.draft = draft;
        this.entered = entered;
    }

    /** The release, whole in the store; empty when there is none, and then the draft has its problem. */
    Optional<StoredRelease> choose() throws IOException {
        Optional<StoredRelease> release = found();
        if (release.isEmpty() || isWhole(release.get())) {
            return release;
        }
        // A channel that could not be followed just now will not bring it anew: what is left stays for who looks at it.
        if (!asked || draft.hasProblem()) {
            notApplied(release.get());
            return Optional.empty();
        }
        parts.store().discardDamage(release.get());
        Optional<StoredRelease> again = fetched().filter(this::isWhole);
        if (again.isEmpty()) {
            notApplied(release.get());
        }
        return again;
    }

    private void notApplied(StoredRelease release) {
        Failure damaged = damaged(release);
        if (draft.hasProblem()) {
            draft.say("err", damaged.sentence());
        } else {
            draft.problem(damaged);
        }
    }

    /** Whether a release is what it was when it was stored; if not, the draft says what is not. */
    boolean isWhole(StoredRelease release) {
        entered.accept(Stage.VERIFY);
        List<String> damage = parts.store().damage(release, parts.clock().instant());
        damage.forEach(sentence -> draft.say("warning", sentence));
        return damage.isEmpty();
    }

    private static Failure damaged(StoredRelease release) {
        return new Failure(
                Reason.STORE_DAMAGED,
                "Release " + release + " is not what it was when it was stored, so it is not applied.",
                "The next run that asks the channel for it fetches it again.");
    }

    private Optional<StoredRelease> found() throws IOException {
        if (order.release().isPresent()) {
            return named(order.release().get());
        }
        Optional<HeldRelease.Hold> hold = new HeldRelease(parts.state()).hold();
        if (hold.isPresent()) {
            draft.say(
                    "warning",
                    "held on release " + hold.get().release() + " since "
                            + hold.get().since() + "; 'stringless rollback --resume' lifts it");
            return named(hold.get().release());
        }
        Optional<StoredRelease> release =
                order.fetch() ? fetched() : parts.store().current();
        if (release.isEmpty() && !draft.hasProblem()) {
            draft.problem(new Failure(
                    Reason.NOTHING_TO_APPLY,
                    "This node has no release yet.",
                    "Run without --no-fetch, with 'repository' and 'channel' in stringless.yaml."));
        }
        return release;
    }

    private Optional<StoredRelease> named(ReleaseId id) {
        draft.wanted(Optional.of(id));
        Optional<StoredRelease> release = parts.store().release(id);
        if (release.isEmpty()) {
            draft.problem(new Failure(
                    Reason.NOTHING_TO_APPLY,
                    "The release " + id + " is not in this node's store.",
                    "'stringless releases' lists those that are."));
        }
        return release;
    }

    private Optional<StoredRelease> fetched() throws IOException {
        asked = true;
        entered.accept(Stage.FETCH);
        Pull pull = parts.fetch().pull(entered);
        pull.pointer().ifPresent(draft::pointer);
        draft.wanted(pull.wanted());
        pull.problem().ifPresent(draft::problem);
        return pull.release();
    }
}
