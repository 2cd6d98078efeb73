package org.stringless.applier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.applier.pull.Pull;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Trigger;

/** Which release a run applies; no Puppet is needed to know. */
class ReleaseChoiceTest {
    @TempDir
    private Path root;

    private TestNode node;
    private RunDraft draft;

    @BeforeEach
    void aNode() throws IOException {
        node = new TestNode(root);
        draft = new RunDraft(TestNode.order(), TestNode.identity(), 1, Clock.systemUTC(), new SplittableRandom(1));
    }

    @Test
    void aHeldReleaseIsTakenWithoutAskingTheChannelUntilItIsLifted() throws IOException {
        StoredRelease old = node.release("1.a", "notice('x')");
        StoredRelease next = node.release("2.b", "notice('y')");
        HeldRelease held = new HeldRelease(node.state);
        held.set(new HeldRelease.Hold(old.id(), Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(choose(Optional.of(next)).map(StoredRelease::id)).contains(old.id());
        assertThat(draft.close().logs())
                .anySatisfy(line -> assertThat(line.message()).contains("held on release 1.a"));
        assertThat(held.lift()).isTrue();
        assertThat(choose(Optional.of(next)).map(StoredRelease::id)).contains(next.id());
    }

    @Test
    void aNodeWithoutAnyReleaseSaysSo() throws IOException {
        assertThat(choose(Optional.empty())).isEmpty();
        RunRecord record = draft.close();
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.NOTHING_TO_APPLY);
    }

    @Test
    void whatWasChangedInTheStoreIsNotApplied() throws IOException {
        StoredRelease release = node.release("1.a", "notice('x')");
        node.store.activate(release);
        RunOrder order =
                new RunOrder(Trigger.HAND, false, List.of(), List.of(), Optional.empty(), false, false, Duration.ZERO);
        Pull nothing = new Pull(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        ReleaseChoice choice = new ReleaseChoice(node.parts(nothing), order, draft, stage -> {});
        assertThat(choice.choose().map(StoredRelease::id)).contains(release.id());
        Files.writeString(release.directory().resolve("production/manifests/site.pp"), "notice('y')");
        assertThat(choice.choose()).isEmpty();
        assertThat(draft.close().problem().orElseThrow().reason()).isEqualTo(Reason.STORE_DAMAGED);
        assertThat(release.directory()).exists();
    }

    @Test
    void whatWasChangedInTheStoreIsFetchedAgainWhereTheChannelIsAsked() throws IOException {
        StoredRelease release = node.release("1.a", "notice('x')");
        node.store.activate(release);
        Path site = release.directory().resolve("production/manifests/site.pp");
        Files.writeString(site, "notice('y')");
        int[] pulls = {0};
        RunParts.Fetch channel = entered -> {
            try {
                Optional<StoredRelease> had = node.store.release(release.id());
                pulls[0]++;
                return new Pull(
                        Optional.empty(),
                        Optional.of(release.id()),
                        Optional.of(had.isPresent() ? had.get() : node.release("1.a", "notice('x')")),
                        Optional.empty());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        ReleaseChoice choice = new ReleaseChoice(node.parts(channel), TestNode.order(), draft, stage -> {});
        assertThat(choice.choose().map(StoredRelease::id)).contains(release.id());
        assertThat(pulls[0]).isEqualTo(2);
        assertThat(site).hasContent("notice('x')");
        RunRecord record = draft.close();
        assertThat(record.problem()).isEmpty();
        assertThat(record.logs())
                .anySatisfy(line -> assertThat(line.message())
                        .contains("The control tree of release 1.a is not what it was when it was stored."));
    }

    @Test
    void whatWasChangedInTheStoreStaysThereWhileTheChannelCannotBeAsked() throws IOException {
        StoredRelease release = node.release("1.a", "notice('x')");
        node.store.activate(release);
        Files.writeString(release.directory().resolve("production/manifests/site.pp"), "notice('y')");
        Failure away = new Failure(Reason.REPOSITORY_UNREACHABLE, "The repository is away.", "Wait.");
        Pull pull = new Pull(Optional.empty(), Optional.of(release.id()), Optional.of(release), Optional.of(away));
        ReleaseChoice choice = new ReleaseChoice(node.parts(pull), TestNode.order(), draft, stage -> {});
        assertThat(choice.choose()).isEmpty();
        assertThat(release.directory()).exists();
        RunRecord record = draft.close();
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.REPOSITORY_UNREACHABLE);
        assertThat(record.logs())
                .anySatisfy(line -> assertThat(line.message()).contains("Release 1.a", "so it is not applied."));
    }

    private Optional<StoredRelease> choose(Optional<StoredRelease> offered) throws IOException {
        Pull pull = new Pull(Optional.empty(), offered.map(StoredRelease::id), offered, Optional.empty());
        return new ReleaseChoice(node.parts(pull), TestNode.order(), draft, stage -> {}).choose();
    }
}
