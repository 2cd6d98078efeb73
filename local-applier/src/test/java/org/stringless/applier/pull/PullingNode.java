package org.stringless.applier.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.fixtures.rpm.Gpg;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.release.ModulePin;
import org.stringless.model.run.Stage;

/** A node and a channel made by rpmbuild, rpmsign and createrepo_c, in files and behind a web server; the packages are made once for all tests. */
abstract class PullingNode {
    static final Duration WEEK = Duration.ofDays(7);
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path directory;

    private static Gpg gpg;
    private static NodeKeyrings keyrings;
    private static Path template;
    static ModulePin apache;
    static ModulePin stdlib;
    static ReleasePin first;
    static ReleasePin second;

    PublishedChannel channel;
    NodeStore store;
    Path state;
    Clock clock = Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC);
    final List<Stage> stages = new ArrayList<>();

    @BeforeAll
    static synchronized void publish() throws IOException {
        if (gpg != null) {
            return;
        }
        gpg = PublishedChannel.keys();
        ScratchDirectory published = ScratchDirectory.temporary();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            gpg.close();
            published.close();
        }));
        keyrings = new NodeKeyrings(published.path().resolve("keys"));
        trust("release", PublishedChannel.RELEASE_KEY);
        trust("channel", PublishedChannel.CHANNEL_KEY);
        PublishedChannel made = new PublishedChannel(published.path(), gpg);
        apache = made.module("puppetlabs-apache", "5.5.0", Map.of("manifests/init.pp", "class apache {}\n"));
        stdlib = made.module("puppetlabs-stdlib", "8.5.0", Map.of("lib/a.rb", "# a\n", "lib/b.rb", "# b\n"));
        first = made.release("20260101.000000.aaaaaaa", apache, stdlib);
        ModulePin newer = made.module("puppetlabs-apache", "6.0.0", Map.of("manifests/init.pp", "class apache { }\n"));
        second = made.release("20260102.000000.bbbbbbb", newer, stdlib);
        template = made.root();
    }

    private static void trust(String role, String key) throws IOException {
        Path file = keyrings.keys().resolve(role).resolve("key.asc");
        Files.createDirectories(file.getParent());
        Files.write(file, gpg.publicKey(key));
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

    Pull pull() {
        return pull(channel.address());
    }

    Pull pull(URI address) {
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
    Pull run() {
        Pull pull = pull();
        pull.release().ifPresent(store::activate);
        return pull;
    }

    static void assertProblem(Pull pull, Reason reason, String words) {
        assertThat(pull.problem()).get().satisfies(failure -> {
            assertThat(failure.reason()).as(failure.sentence()).isEqualTo(reason);
            assertThat(failure.sentence()).contains(words);
        });
    }

    void assertKept(Pull pull, ReleasePin current) {
        assertThat(pull.release().map(StoredRelease::id)).contains(current.id());
        assertThat(store.current().map(StoredRelease::id)).contains(current.id());
        assertNoScratch();
    }

    void assertNoScratch() {
        try (Stream<Path> names = Files.list(store.directory())) {
            assertThat(names.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
