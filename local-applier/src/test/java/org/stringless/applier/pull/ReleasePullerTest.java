package org.stringless.applier.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.fixtures.rpm.Gpg;
import org.stringless.io.file.FileTree;
import org.stringless.io.http.Web;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.Candidate;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.release.ModulePin;
import org.stringless.model.run.Stage;
import org.stringless.releasewire.openpgp.Keyring;

/** A node and a channel made by rpmbuild, rpmsign and createrepo_c, in files and behind a web server. */
class ReleasePullerTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    static Path published;

    @TempDir
    Path directory;

    private static Gpg gpg;
    private static NodeKeyrings keyrings;
    private static Path template;
    private static ModulePin apache;
    private static ModulePin stdlib;
    private static ReleasePin first;
    private static ReleasePin second;

    private PublishedChannel channel;
    private NodeStore store;
    private Path state;
    private Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    private final List<Stage> stages = new ArrayList<>();

    @BeforeAll
    static void publish() throws IOException {
        gpg = PublishedChannel.keys();
        keyrings = new NodeKeyrings(
                Keyring.of(gpg.publicKey(PublishedChannel.RELEASE_KEY)),
                Keyring.of(gpg.publicKey(PublishedChannel.CHANNEL_KEY)));
        PublishedChannel made = new PublishedChannel(published, gpg);
        apache = made.module("puppetlabs-apache", "5.5.0", Map.of("manifests/init.pp", "class apache {}\n"));
        stdlib = made.module("puppetlabs-stdlib", "8.5.0", Map.of("lib/a.rb", "# a\n", "lib/b.rb", "# b\n"));
        first = made.release("20260101.000000.aaaaaaa", apache, stdlib);
        ModulePin newer = made.module("puppetlabs-apache", "6.0.0", Map.of("manifests/init.pp", "class apache { }\n"));
        second = made.release("20260102.000000.bbbbbbb", newer, stdlib);
        template = made.root();
    }

    @AfterAll
    static void close() {
        gpg.close();
    }

    @BeforeEach
    void copyTheRepository() throws IOException {
        channel = new PublishedChannel(directory, gpg);
        try (Stream<Path> files = Files.list(template.resolve("channels/canary/packages"))) {
            for (Path file : files.toList()) {
                Files.copy(file, channel.packages().resolve(file.getFileName()));
            }
        }
        store = new NodeStore(directory.resolve("node"));
        state = directory.resolve("node/state");
    }

    private Pull pull() {
        return pull(channel.address());
    }

    private Pull pull(URI address) {
        return new ReleasePuller(
                        new Web(),
                        address,
                        new ChannelName("canary"),
                        new NodeName("web1.example.org"),
                        keyrings,
                        store,
                        state,
                        clock,
                        Progress.SILENT,
                        stages::add)
                .pull();
    }

    /** Pulls, and makes what came the current release, as a run does. */
    private Pull run() {
        Pull pull = pull();
        pull.release().ifPresent(store::activate);
        return pull;
    }

    private static void assertProblem(Pull pull, Reason reason, String words) {
        assertThat(pull.problem()).get().satisfies(failure -> {
            assertThat(failure.reason()).as(failure.sentence()).isEqualTo(reason);
            assertThat(failure.sentence()).contains(words);
        });
    }

    private void assertKept(Pull pull, ReleasePin current) {
        assertThat(pull.release().map(StoredRelease::id)).contains(current.id());
        assertThat(store.current().map(StoredRelease::id)).contains(current.id());
        assertNoScratch();
    }

    private void assertNoScratch() {
        try (Stream<Path> names = Files.list(store.directory())) {
            assertThat(names.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

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
    void anExpiredPointerKeepsTheCurrentReleaseWithoutAnotherRequest() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        clock = Clock.fixed(NOW.plus(Duration.ofDays(8)), ZoneOffset.UTC);
        Pull pull = pull();
        assertProblem(pull, Reason.STALE, "serial 1, expired at");
        assertKept(pull, first);
    }

    @Test
    void anExpiredPointerThatIsNewIsNotFollowed() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW.minus(Duration.ofDays(2)), Duration.ofDays(1)));
        Pull pull = pull();
        assertProblem(pull, Reason.STALE, "serial 2, expired at");
        assertKept(pull, first);
    }

    @Test
    void aClockSetBackDoesNotMakeAPointerFresh() throws IOException {
        channel.promote(channel.pointer(1, first, NOW.minus(Duration.ofDays(2)), Duration.ofDays(1)));
        pull();
        channel.promote(channel.pointer(2, first, NOW, WEEK));
        run();
        // Back to the time at which the first pointer was good; its serial is too low, and the third's time is over.
        clock = Clock.fixed(NOW.minus(Duration.ofDays(2)).plusSeconds(60), ZoneOffset.UTC);
        channel.promote(channel.pointer(3, second, NOW.minus(Duration.ofDays(2)), Duration.ofDays(1)));
        Pull pull = pull();
        assertProblem(pull, Reason.STALE, "serial 3");
        assertKept(pull, first);
    }

    @Test
    void aPointerFromTheFutureIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW.plus(Duration.ofDays(365)), WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.UNVERIFIED, "in the future");
        assertKept(pull, first);
    }

    @Test
    void anOlderPointerIsRefused() throws IOException {
        channel.promote(channel.pointer(5, first, NOW, WEEK));
        run();
        try (Stream<Path> files = Files.list(channel.packages())) {
            for (Path file :
                    files.filter(path -> path.toString().contains("-channel-")).toList()) {
                Files.delete(file);
            }
        }
        channel.promote(channel.pointer(4, second, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.ROLLED_BACK, "serial 4, but this node has seen 5");
        assertKept(pull, first);
    }

    @Test
    void aSecondPointerWithTheSameSerialIsRefused() throws IOException {
        channel.promote(channel.pointer(5, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(5, second, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.ROLLED_BACK, "two pointers");
        assertKept(pull, first);
    }

    @Test
    void theReleaseKeyCannotMoveAChannel() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW, WEEK), PublishedChannel.RELEASE_KEY);
        Pull pull = pull();
        assertProblem(pull, Reason.UNVERIFIED, "not in the keyring");
        assertKept(pull, first);
    }

    @Test
    void aModuleWithOtherBytesIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW, WEEK));
        Path module = channel.packages().resolve("puppet-module-puppetlabs-apache-6.0.0-1.noarch.rpm");
        byte[] bytes = Files.readAllBytes(module);
        bytes[bytes.length - 5] ^= 1;
        Files.write(module, bytes);
        Pull pull = pull();
        assertProblem(pull, Reason.UNVERIFIED, "puppetlabs-apache-6.0.0-1 is not the file that was pinned");
        assertKept(pull, first);
    }

    @Test
    void aModuleThatTheIndexDoesNotListIsNamed() throws IOException {
        Files.delete(channel.packages().resolve("puppet-module-puppetlabs-stdlib-8.5.0-1.noarch.rpm"));
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.REPOSITORY_BROKEN, "puppet-module-puppetlabs-stdlib-8.5.0-1");
        assertThat(pull.release()).isEmpty();
        assertNoScratch();
    }

    @Test
    void aReleaseWhoseModulePinNamesAnotherTreeIsRefused() throws IOException {
        ModulePin wrong = new ModulePin(
                apache.module(), apache.path(), apache.packageFile(), stdlib.tree(), apache.unpackedSize(), 1, "test");
        channel.promote(channel.pointer(1, channel.release("wrong", wrong), NOW, WEEK));
        assertProblem(pull(), Reason.UNVERIFIED, "has digest");
        assertNoScratch();
    }

    @Test
    void aModuleMayNotStandOnTheControlTree() throws IOException {
        ModulePin onTop = new ModulePin(
                apache.module(),
                "manifests/site.pp",
                apache.packageFile(),
                apache.tree(),
                apache.unpackedSize(),
                1,
                "test");
        channel.promote(channel.pointer(1, channel.release("ontop", onTop), NOW, WEEK));
        assertProblem(pull(), Reason.PACKAGE_REFUSED, "manifests/site.pp, is taken");
    }

    @Test
    void aModuleMayNotStandInAnotherModule() throws IOException {
        ModulePin inside = new ModulePin(
                stdlib.module(),
                "modules/apache/stdlib",
                stdlib.packageFile(),
                stdlib.tree(),
                stdlib.unpackedSize(),
                1,
                "test");
        channel.promote(channel.pointer(1, channel.release("inside", apache, inside), NOW, WEEK));
        assertProblem(pull(), Reason.PACKAGE_REFUSED, "modules/apache/stdlib, is taken");
    }

    @Test
    void anIdThatComesInAnotherPackageIsRefusedUntilTheChannelMovesOn() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, channel.release(first.id().text(), apache), NOW, WEEK));
        for (int i = 0; i < 2; i++) {
            Pull pull = pull();
            assertProblem(pull, Reason.UNVERIFIED, "from another package");
            assertKept(pull, first);
        }
        channel.promote(channel.pointer(3, second, NOW, WEEK));
        assertThat(pull().release().map(StoredRelease::id)).contains(second.id());
    }

    @Test
    void theSecurityFloorHolds() throws IOException {
        Map<String, String> control = PublishedChannel.control();
        ReleasePin floored = channel.release(
                channel.manifest("20260103.000000.ccccccc", "20260102.000000", control, apache), control);
        channel.promote(channel.pointer(1, floored, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, first, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.ROLLED_BACK, "may not go back behind 20260102.000000");
        assertKept(pull, floored);
    }

    @Test
    void aRepositoryThatIsNotThereIsNotAnEmptyOne() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        Pull closed = pull(URI.create("http://127.0.0.1:1/"));
        assertProblem(closed, Reason.REPOSITORY_UNREACHABLE, "http://127.0.0.1:1/channels/canary/");
        assertKept(closed, first);
        assertThat(closed.wanted()).contains(first.id());
        FileTree.delete(channel.root().resolve("channels/canary/repodata"));
        Pull empty = pull();
        assertProblem(empty, Reason.REPOSITORY_BROKEN, "has no repodata/repomd.xml");
        assertKept(empty, first);
    }

    @Test
    void anIndexThatIsSwitchedMeanwhileIsAskedForAgain() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Path repodata = channel.root().resolve("channels/canary/repodata");
        try (CountingServer server = new CountingServer(channel.root())) {
            boolean[] switched = new boolean[1];
            server.before(path -> {
                if (path.endsWith("primary.xml.gz") && !switched[0]) {
                    switched[0] = true;
                    try {
                        FileTree.delete(repodata);
                        channel.promote(channel.pointer(2, second, NOW, WEEK));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            Pull pull = pull(server.address());
            assertThat(pull.problem().map(Failure::sentence)).isEmpty();
            assertThat(pull.wanted()).contains(second.id());
            assertThat(server.requests())
                    .filteredOn(path -> path.endsWith("repomd.xml"))
                    .hasSize(2);
        }
    }

    @Test
    void anIndexThatLeadsElsewhereIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Path repomd = channel.root().resolve("channels/canary/repodata/repomd.xml");
        String text = Files.readString(repomd);
        for (String place : List.of("../../../secret", "/etc/passwd", "http:///etc/passwd", "a/../../b", "")) {
            Files.writeString(
                    repomd, text.replaceFirst("href=\"repodata/[^\"]*primary.xml.gz\"", "href=\"" + place + "\""));
            assertProblem(
                    pull(),
                    Reason.REPOSITORY_BROKEN,
                    place.isEmpty() ? "names no primary" : "outside itself: '" + place);
        }
    }

    @Test
    void anIndexThatIsTooLargeOrNoIndexIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        Path repomd = channel.root().resolve("channels/canary/repodata/repomd.xml");
        Files.write(repomd, new byte[(256 << 10) + 1]);
        Pull large = pull();
        assertProblem(large, Reason.REPOSITORY_BROKEN, "gives too many bytes for repodata/repomd.xml");
        assertKept(large, first);
        Files.writeString(repomd, "<html>Please log in</html>");
        assertProblem(pull(), Reason.REPOSITORY_BROKEN, "names no primary index");
        Files.writeString(repomd, "busy");
        assertProblem(pull(), Reason.REPOSITORY_BROKEN, "cannot be read");
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
        assertThat(store.damage(release)).isEmpty();
        Path environment = release.directory().resolve("production");
        Files.writeString(environment.resolve("modules/stdlib/lib/a.rb"), "# x\n");
        Files.setPosixFilePermissions(
                environment.resolve("manifests/site.pp"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(store.damage(release))
                .containsExactly(
                        "Module puppetlabs-stdlib is not what it was when it was stored.",
                        "The control tree of release " + first.id() + " is not what it was when it was stored.");
        store.discardDamage(release);
        StoredRelease again = run().release().orElseThrow();
        assertThat(store.damage(again)).isEmpty();
        assertThat(environment.resolve("modules/stdlib/lib/a.rb")).hasContent("# a");
        Files.delete(environment.resolve("modules/apache"));
        Files.createSymbolicLink(environment.resolve("modules/apache"), Path.of("../manifests"));
        assertThat(store.damage(again)).hasSize(1);
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
