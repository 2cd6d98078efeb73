package org.stringless.applier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.applier.pull.Pull;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.RunRecord;

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

    private Optional<StoredRelease> choose(Optional<StoredRelease> offered) throws IOException {
        Pull pull = new Pull(Optional.empty(), offered.map(StoredRelease::id), offered, Optional.empty());
        return new ReleaseChoice(node.parts(pull), TestNode.order(), draft, stage -> {}).choose();
    }
}
