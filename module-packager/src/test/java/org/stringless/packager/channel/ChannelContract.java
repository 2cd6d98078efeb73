package org.stringless.packager.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.Dnf;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.Candidate;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.publish.Publisher;
import org.stringless.packager.publish.Target;
import org.stringless.packager.publish.Workshop;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.openpgp.Keyring;

/** What moving a channel promises, whatever the target. */
abstract class ChannelContract {
    static final ChannelName PRODUCTION = new ChannelName("production");
    private static final Duration FORTNIGHT = Duration.ofDays(14);

    @TempDir
    Path directory;

    Workshop workshop;
    Target target;
    private final List<SignedRpm> modules = new ArrayList<>();
    private final List<SignedRpm> releases = new ArrayList<>();

    abstract Target target() throws IOException;

    /** The armoured key that signs a channel's index. */
    abstract Path indexKey();

    /** Two releases, of one common module and one of their own each. */
    @BeforeEach
    void publishTwoReleases() throws IOException {
        workshop = new Workshop(directory);
        target = target();
        modules.add(workshop.module("stdlib", "9.0.0", "common"));
        release("r1");
        release("r2");
        publish();
    }

    private void release(String id) throws IOException {
        SignedRpm own = workshop.module("profile", "1.0." + releases.size(), id);
        modules.add(own);
        releases.add(workshop.release("production", id, List.of(modules.get(0), own)));
    }

    private void publish() throws IOException {
        new Publisher(() -> workshop.verifier(KeyRole.RELEASE), target, Progress.SILENT).publish(workshop.out());
    }

    private ChannelMover mover() {
        return new ChannelMover(
                target,
                workshop.verifier(KeyRole.RELEASE),
                workshop.verifier(KeyRole.CHANNEL),
                new RpmSigner(workshop.key(KeyRole.CHANNEL)),
                Clock.systemUTC());
    }

    private static Move.Promote to(String id) {
        return new Move.Promote(
                PRODUCTION,
                new ReleaseId(id),
                Optional.empty(),
                OptionalInt.empty(),
                Set.of(),
                FORTNIGHT,
                Optional.empty(),
                "");
    }

    private static Move.Promote trial(String id, int percent, String... canaries) {
        return new Move.Promote(
                PRODUCTION,
                new ReleaseId(id),
                Optional.empty(),
                OptionalInt.of(percent),
                Set.of(canaries),
                FORTNIGHT,
                Optional.empty(),
                "");
    }

    private ChannelPointer rollback() throws IOException {
        return mover().move(new Move.Rollback(PRODUCTION, FORTNIGHT, "back"));
    }

    private ChannelHistory history() throws IOException {
        return new ChannelReader(target, workshop.verifier(KeyRole.CHANNEL)).read(PRODUCTION);
    }

    private List<String> content() throws IOException {
        return history().content().packages().stream()
                .map(pin -> pin.name().toString())
                .sorted()
                .toList();
    }

    @Test
    void aChannelHoldsItsPointersWhatTheyNeedAndNothingElse() throws IOException {
        ChannelPointer pointer = mover().move(to("r1"));
        assertThat(pointer.serial()).isEqualTo(1);
        assertThat(pointer.stable().packageFile()).isEqualTo(releases.get(0).pin());
        assertThat(Duration.between(pointer.issued(), pointer.expires())).isEqualTo(FORTNIGHT);
        assertThat(history().present()).contains(pointer);
        assertThat(content())
                .containsExactly(
                        "puppet-module-test-profile-1.0.0-1",
                        "puppet-module-test-stdlib-9.0.0-1",
                        "stringless-channel-production-1-1",
                        "stringless-release-production-r1-1");

        mover().move(to("r2"));
        mover().move(to("r2"));
        assertThat(history().present().orElseThrow().previous()).contains(new ReleaseId("r1"));
        mover().move(to("r2"));
        assertThat(content())
                .containsExactly(
                        "puppet-module-test-profile-1.0.1-1",
                        "puppet-module-test-stdlib-9.0.0-1",
                        "stringless-channel-production-2-1",
                        "stringless-channel-production-3-1",
                        "stringless-channel-production-4-1",
                        "stringless-release-production-r2-1");
    }

    @Test
    void aRollbackIsANewPointerAtTheReleaseBefore() throws IOException {
        mover().move(to("r1"));
        mover().move(to("r2"));
        ChannelPointer back = rollback();
        assertThat(back.serial()).isEqualTo(3);
        assertThat(back.stable().id()).isEqualTo(new ReleaseId("r1"));
        assertThat(back.previous()).isEmpty();
        assertThat(back.notes()).isEqualTo("back");
        assertThat(history().present()).contains(back);
        refused(Reason.NOT_PUBLISHED, this::rollback, "knows no release before r1");
    }

    @Test
    void aCandidateStandsBesideTheStableReleaseUntilItIsPromotedOrWithdrawn() throws IOException {
        refused(Reason.USAGE, () -> mover().move(trial("r1", 10)), "no stable release");
        mover().move(to("r1"));
        ChannelPointer first = mover().move(trial("r2", 10, "web1.example"));
        assertThat(first.stable().id()).isEqualTo(new ReleaseId("r1"));
        Candidate candidate = first.candidate().orElseThrow();
        assertThat(candidate.release().packageFile()).isEqualTo(releases.get(1).pin());
        assertThat(candidate.percent()).isEqualTo(10);
        assertThat(candidate.canaries()).containsExactly("web1.example");

        Candidate more = mover().move(trial("r2", 50)).candidate().orElseThrow();
        assertThat(more.salt()).isEqualTo(candidate.salt());
        assertThat(more.canaries()).containsExactly("web1.example");

        ChannelPointer withdrawn = rollback();
        assertThat(withdrawn.candidate()).isEmpty();
        assertThat(withdrawn.stable().id()).isEqualTo(new ReleaseId("r1"));

        ChannelPointer stable = mover().move(to("r2"));
        assertThat(stable.candidate()).isEmpty();
        assertThat(stable.previous()).contains(new ReleaseId("r1"));
    }

    @Test
    void whatIsNotPublishedCannotBePromoted() throws IOException {
        refused(Reason.NOT_PUBLISHED, () -> mover().move(to("r9")), "r9");
        for (SignedRpm rpm : modules) {
            Files.delete(rpm.file());
        }
        workshop.release("production", "r3", List.of(workshop.module("stdlib", "9.0.0", "other bytes")));
        Files.delete(modules.get(0).file());
        publish();
        refused(Reason.NOT_PUBLISHED, () -> mover().move(to("r3")), "puppet-module-test-stdlib");
        assertThat(history().present()).isEmpty();
    }

    @Test
    void oneIdInTwoEnvironmentsAsksWhichOne() throws IOException {
        workshop.release("staging", "r1", List.of(modules.get(0)));
        publish();
        refused(Reason.USAGE, () -> mover().move(to("r1")), "several environments");
        Move.Promote move = new Move.Promote(
                PRODUCTION,
                new ReleaseId("r1"),
                Optional.of(new EnvironmentName("staging")),
                OptionalInt.empty(),
                Set.of(),
                FORTNIGHT,
                Optional.of(Duration.ofMinutes(15)),
                "");
        ChannelPointer pointer = mover().move(move);
        assertThat(pointer.stable().environment()).isEqualTo(new EnvironmentName("staging"));
        assertThat(pointer.period()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void aReaderDuringPromotionsSeesOneWholeStateAfterTheOther() throws Exception {
        mover().move(to("r1"));
        AtomicBoolean over = new AtomicBoolean();
        ChannelFollower follower = new ChannelFollower(
                target.channel(PRODUCTION).address(),
                Keyring.of(Files.readAllBytes(indexKey())),
                workshop.verifier(KeyRole.CHANNEL),
                workshop.verifier(KeyRole.RELEASE),
                directory);
        CompletableFuture<List<Long>> seen = CompletableFuture.supplyAsync(() -> follower.follow(over));
        follower.await(1, seen);
        for (int i = 0; i < 4; i++) {
            // The reader never stops, so it reads while this moves; only the next move waits until it has seen this
            // one.
            long serial = mover().move(to(i % 2 == 0 ? "r2" : "r1")).serial();
            follower.await(serial, seen);
        }
        over.set(true);
        assertThat(seen.join()).isSorted().startsWith(1L).contains(2L, 3L, 4L).endsWith(5L);
    }

    @Test
    void dnfInstallsFromAChannelWithBothSignaturesChecked() throws IOException {
        mover().move(to("r1"));
        CommandResult installed = new Dnf(directory.resolve("d"))
                .install(
                        target.channel(PRODUCTION).address(),
                        List.of(
                                workshop.keys().open(KeyRole.RELEASE),
                                workshop.keys().open(KeyRole.CHANNEL),
                                indexKey()),
                        "stringless-channel-production",
                        "puppet-module-test-profile");
        assertThat(installed.exit()).as(installed.out() + installed.err()).isZero();
    }

    private interface Attempt {
        Object make() throws IOException;
    }

    private static void refused(Reason reason, Attempt attempt, String words) {
        assertThatThrownBy(attempt::make).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.sentence()).contains(words);
        });
    }
}
