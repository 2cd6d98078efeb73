package org.stringless.applier.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.Candidate;
import org.stringless.model.release.ModulePin;
import org.stringless.model.run.Stage;

/** How a release comes into the store, and what of it is fetched. */
class ReleasePullerTest extends PullingNode {
    @Test
    void aReleaseBecomesADirectoryThatPuppetCanUse() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Pull pull = run();
        assertThat(pull.problem().map(Failure::sentence)).isEmpty();
        assertThat(pull.wanted()).contains(first.id());
        assertThat(pull.pointer())
                .get()
                .satisfies(pointer -> assertThat(pointer.serial()).isEqualTo(1));
        Path environment = pull.release().orElseThrow().directory().resolve("production");
        assertThat(environment.resolve("manifests/site.pp")).hasContent("include demo");
        assertThat(environment.resolve("modules/apache/manifests/init.pp")).hasContent("class apache {}");
        assertThat(Files.readSymbolicLink(environment.resolve("modules/apache")))
                .hasToString("../../../../trees/" + apache.tree());
        assertThat(environment.resolve("release.json")).doesNotExist();
        assertThat(store.current())
                .get()
                .satisfies(current -> assertThat(current.id()).isEqualTo(first.id()));
        assertThat(stages).containsExactly(Stage.VERIFY, Stage.STAGE);
        assertNoScratch();
    }

    @Test
    void aNodeThatHasTheReleaseMakesOneSmallRequest() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        try (CountingServer server = new CountingServer(channel.root())) {
            pull(server.address()).release().ifPresent(store::activate);
            assertThat(server.requests()).hasSize(1 + 1 + 1 + 1 + 2);
            server.reset();
            Pull again = pull(server.address());
            assertThat(again.problem()).isEmpty();
            assertThat(again.release().map(StoredRelease::id)).contains(first.id());
            assertThat(server.requests()).containsExactly("/channels/canary/repodata/repomd.xml");
            assertThat(server.bytes()).isLessThanOrEqualTo(4096);
        }
    }

    @Test
    void onlyMissingModulesAreFetched() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW, WEEK));
        try (CountingServer server = new CountingServer(channel.root())) {
            Pull pull = pull(server.address());
            assertThat(pull.release().map(StoredRelease::id)).contains(second.id());
            assertThat(server.requests())
                    .filteredOn(path -> path.contains("puppet-module"))
                    .hasSize(1);
        }
        assertThat(store.current().map(StoredRelease::id)).contains(first.id());
    }

    @Test
    void aCanaryTakesTheCandidateAndOthersDoNot() throws IOException {
        Candidate named = new Candidate(second, 0, "salt", Set.of("web1.example.org"));
        channel.promote(channel.pointer(1, first, NOW, WEEK, Optional.of(named)));
        assertThat(pull().wanted()).contains(second.id());
        Candidate other = new Candidate(second, 0, "salt", Set.of("web2.example.org"));
        channel.promote(channel.pointer(2, first, NOW, WEEK, Optional.of(other)));
        assertThat(pull().wanted()).contains(first.id());
    }

    @Test
    void whatWasRememberedIsNeverTakenForNothing() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        Files.writeString(state.resolve("channel-canary.json"), "");
        Pull pull = pull();
        assertProblem(pull, Reason.STORE_DAMAGED, "channel-canary.json");
        assertKept(pull, first);
    }

    @Test
    void aReleaseThatIsGoneFromTheStoreIsFetchedAgain() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Path release = run().release().orElseThrow().directory();
        Files.delete(release.resolve("release.json"));
        Pull pull = run();
        assertThat(pull.problem().map(Failure::sentence)).isEmpty();
        assertThat(pull.release())
                .get()
                .satisfies(again -> assertThat(again.directory()).isEqualTo(release));
        assertNoScratch();
    }

    @Test
    void whatChangedInTheStoreIsFoundAndFetchedAgain() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        StoredRelease release = run().release().orElseThrow();
        assertThat(store.damage(release, NOW)).isEmpty();
        Path environment = release.directory().resolve("production");
        Files.writeString(environment.resolve("modules/stdlib/lib/a.rb"), "# x\n");
        Files.setPosixFilePermissions(
                environment.resolve("manifests/site.pp"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(store.damage(release, NOW))
                .containsExactly(
                        "Module puppetlabs-stdlib is not what it was when it was stored.",
                        "The control tree of release " + first.id() + " is not what it was when it was stored.");
        store.discardDamage(release);
        StoredRelease again = run().release().orElseThrow();
        assertThat(store.damage(again, NOW)).isEmpty();
        assertThat(environment.resolve("modules/stdlib/lib/a.rb")).hasContent("# a");
        Files.delete(environment.resolve("modules/apache"));
        Files.createSymbolicLink(environment.resolve("modules/apache"), Path.of("../manifests"));
        assertThat(store.damage(again, NOW)).hasSize(1);
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothingBehind() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Path small = Files.createDirectories(directory.resolve("small"));
        assertThat(Command.of("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString())
                        .run())
                .as("this test mounts a small tmpfs and needs root")
                .satisfies(
                        mounted -> assertThat(mounted.exit()).as(mounted.err()).isZero());
        try {
            store = new NodeStore(small);
            state = small.resolve("state");
            run();
            // The pin lies about the size, so that the check before the download sees nothing.
            ModulePin large = channel.module("example-large", "1.0.0", Map.of("files/noise", incompressible(3 << 20)));
            ModulePin lying =
                    new ModulePin(large.module(), large.path(), large.packageFile(), large.tree(), 1, 1, "test");
            channel.promote(channel.pointer(2, channel.release("large", lying), NOW, WEEK));
            Pull full = pull();
            assertProblem(full, Reason.NO_SPACE, "no space left in " + small);
            assertKept(full, first);
            channel.promote(channel.pointer(3, channel.release("honest", large), NOW, WEEK));
            Pull warned = pull();
            assertProblem(warned, Reason.NO_SPACE, "MiB are left");
            assertKept(warned, first);
        } finally {
            Command.of("umount", small.toString()).run();
        }
    }

    private static String incompressible(int length) {
        java.util.Random random = new java.util.Random(1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (' ' + random.nextInt(95)));
        }
        return text.toString();
    }
}
