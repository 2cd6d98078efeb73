package org.stringless.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.acceptance.Workshop.Ended;
import org.stringless.acceptance.Workshop.Node;
import org.stringless.io.file.FileTree;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

/** From a control repository to a record in the spool, through every real part; and what is left when one of them fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RiverTest {
    @TempDir
    static Path top;

    private Workshop workshop;
    private Path managed;
    private String good;

    @BeforeAll
    void aReleaseThatWorks() {
        workshop = new Workshop(top);
        managed = top.resolve("managed");
        workshop.write("site-modules/site/manifests/init.pp", """
                class site (String $greeting) {
                  file { '%1$s': ensure => directory }
                  file { '%1$s/motd': content => "${greeting}\\n" }
                  file { '%1$s/tool': source => 'puppet:///modules/site/tool', mode => '0755' }
                  exec { '/usr/bin/touch %1$s/once': creates => '%1$s/once' }
                }
                """.formatted(managed));
        workshop.write("site-modules/site/files/tool", "#!/bin/sh\n");
        workshop.write("environment.conf", "modulepath = site-modules:modules\nmanifest = manifests\n");
        workshop.write("hiera.yaml", "version: 5\nhierarchy:\n  - {name: all, path: common.yaml}\n");
        workshop.write("data/common.yaml", "site::greeting: hello\n");
        workshop.write("manifests/site.pp", "include site\n");
        good = workshop.publish();
    }

    @AfterAll
    void nothingOfTheEngineIsLeftRunning() throws IOException {
        assertThat(Command.of("pgrep", "-f", top.toString()).run().out()).isEmpty();
    }

    @Test
    void aNodeTakesItsChannelsReleaseAndThenHasNothingToDo() throws IOException {
        workshop.promote("calm", good);
        Node node = workshop.node("calm.example", "calm");
        FileTree.delete(managed);
        Ended first = node.run();
        assertThat(first.status()).as(first.err()).isEqualTo(2);
        assertThat(Files.readString(managed.resolve("motd"))).isEqualTo("hello\n");
        assertThat(node.current()).isEqualTo(good);
        Ended second = node.run();
        assertThat(second.status()).as(second.err()).isZero();
        List<RunRecord> records = records(node);
        assertThat(records).extracting(RunRecord::outcome).containsExactly(Outcome.CHANGED, Outcome.UNCHANGED);
        assertThat(records.get(0).events())
                .extracting(RunRecord.ResourceEvent::resource)
                .contains("File[" + managed + "/motd]");
        assertThat(records)
                .allSatisfy(record ->
                        assertThat(record.applied().orElseThrow().text()).isEqualTo(good));
    }

    @Test
    void aNodesResultEqualsBarePuppetApplyOfTheSameRelease() throws IOException {
        workshop.promote("twin", good);
        Node node = workshop.node("twin.example", "twin");
        FileTree.delete(managed);
        assertThat(node.run().status()).isEqualTo(2);
        List<String> ours = listing(managed);
        FileTree.delete(managed);
        Path scratch = Files.createDirectories(top.resolve("bare"));
        Path release = node.state().resolve("store/current").toRealPath();
        CommandResult bare = Command.of(
                        "puppet",
                        "apply",
                        "--detailed-exitcodes",
                        "--confdir",
                        scratch.resolve("c").toString(),
                        "--vardir",
                        scratch.resolve("v").toString(),
                        "--publicdir",
                        scratch.resolve("p").toString(),
                        "--environmentpath",
                        release.toString(),
                        "--environment",
                        "production",
                        "--certname",
                        "twin.example",
                        release.resolve("production/manifests").toString())
                .run();
        assertThat(bare.exit()).as(bare.err()).isEqualTo(2);
        assertThat(listing(managed)).isEqualTo(ours);
    }

    @Test
    void aReleaseThatDoesNotCompileNeverBecomesCurrentAndTheLastGoodOneIsApplied() throws IOException {
        workshop.promote("brave", good);
        Node node = workshop.node("brave.example", "brave");
        takesTheGoodRelease(node);
        String broken = releaseWithSite("include not_there\n");
        workshop.promote("brave", broken);
        Ended ended = node.run();
        assertThat(ended.status()).as(ended.err()).isEqualTo(Reason.COMPILE_FAILED.exitStatus());
        assertThat(ended.err()).contains("not_there").doesNotContain("\tat ");
        assertThat(node.current()).isEqualTo(good);
        RunRecord record = last(node);
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.COMPILE_FAILED);
        assertThat(record.wanted().orElseThrow().text()).isEqualTo(broken);
        assertThat(record.applied().orElseThrow().text()).isEqualTo(good);
    }

    @Test
    void aFailingResourceIsToldWithPuppetsOwnStatus() throws IOException {
        String failing = releaseWithSite("exec { '/bin/false': }\n");
        workshop.promote("sad", failing);
        Node node = workshop.node("sad.example", "sad");
        assertThat(node.run().status()).isEqualTo(4);
        RunRecord record = last(node);
        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.resources().failed()).isEqualTo(1);
        assertThat(record.events())
                .anySatisfy(event -> assertThat(event.resource()).isEqualTo("Exec[/bin/false]"));
    }

    @Test
    void aPackageThatAnotherKeySignedIsRefusedAndTheLastGoodReleaseIsApplied() throws IOException {
        workshop.promote("wary", good);
        Node node = workshop.node("wary.example", "wary");
        takesTheGoodRelease(node);
        Path foreign = top.resolve("foreign");
        workshop.stringlessOk("--keys", foreign.toString(), "keys", "init", "--algorithm", "ed25519");
        FileTree.delete(node.root().resolve("etc/stringless/keys/channel"));
        workshop.stringlessOk(
                "--root",
                node.root().toString(),
                "keys",
                "import",
                "--role",
                "channel",
                foreign.resolve("channel.asc").toString());
        workshop.promote("wary", good);
        Ended ended = node.run();
        assertThat(ended.status()).as(ended.err()).isEqualTo(Reason.UNVERIFIED.exitStatus());
        assertThat(node.current()).isEqualTo(good);
        assertThat(last(node).problem().orElseThrow().reason()).isEqualTo(Reason.UNVERIFIED);
        assertThat(last(node).applied().orElseThrow().text()).isEqualTo(good);
    }

    @Test
    void aDeadRepositoryAndADeadCollectorLeaveTheLastGoodReleaseAndEveryRecord() throws IOException {
        workshop.promote("lonely", good);
        Node node = workshop.node("lonely.example", "lonely");
        takesTheGoodRelease(node);
        Path configuration = node.root().resolve("etc/stringless/stringless.yaml");
        Files.writeString(
                configuration,
                "node: lonely.example\nchannel: lonely\nrepository: http://127.0.0.1:9/\ncollector: http://127.0.0.1:9/\n");
        Ended ended = node.run();
        assertThat(ended.status()).as(ended.err()).isEqualTo(Reason.REPOSITORY_UNREACHABLE.exitStatus());
        RunRecord record = last(node);
        assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.REPOSITORY_UNREACHABLE);
        assertThat(record.applied().orElseThrow().text()).isEqualTo(good);
        assertThat(node.current()).isEqualTo(good);
        assertThat(records(node)).hasSize(2);
        assertThat(workshop.stringless("--root", node.root().toString(), "ship").status())
                .isEqualTo(Reason.COLLECTOR_UNREACHABLE.exitStatus());
        assertThat(records(node)).hasSize(2);
    }

    @Test
    void aFullDiskWhileUnpackingIsToldAndNothingIsLeftHalf() throws IOException {
        workshop.promote("narrow", good);
        Node node = workshop.node("narrow.example", "narrow");
        takesTheGoodRelease(node);
        workshop.write("site-modules/site/files/large", incompressible(3 << 20));
        String large = workshop.publish();
        workshop.promote("narrow", large);
        Path store = node.state().resolve("store");
        Path aside = top.resolve("aside");
        Files.move(store, aside);
        Files.createDirectories(store);
        mount("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", store.toString());
        try {
            mount("cp", "-a", aside + "/.", store.toString());
            Ended ended = node.run();
            assertThat(ended.status()).as(ended.err()).isEqualTo(Reason.NO_SPACE.exitStatus());
            assertThat(node.current()).isEqualTo(good);
            RunRecord record = last(node);
            assertThat(record.problem().orElseThrow().reason()).isEqualTo(Reason.NO_SPACE);
            assertThat(record.applied().orElseThrow().text()).isEqualTo(good);
            try (Stream<Path> releases = Files.list(store.resolve("releases"))) {
                assertThat(releases)
                        .extracting(path -> path.getFileName().toString())
                        .containsExactly(good);
            }
        } finally {
            mount("umount", store.toString());
        }
    }

    private void takesTheGoodRelease(Node node) {
        Ended ended = node.run();
        assertThat(ended.status()).as(ended.err()).isIn(0, 2);
        assertThat(node.current()).isEqualTo(good);
    }

    private String releaseWithSite(String manifest) {
        workshop.write("manifests/site.pp", manifest);
        String release = workshop.publish();
        workshop.write("manifests/site.pp", "include site\n");
        return release;
    }

    private static String incompressible(int length) {
        byte[] bytes = new byte[length / 2];
        new java.util.SplittableRandom(1).nextBytes(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static void mount(String... words) throws IOException {
        CommandResult result = Command.of(words).run();
        assertThat(result.exit()).as(result.err()).isZero();
    }

    private static RunRecord last(Node node) throws IOException {
        List<RunRecord> records = records(node);
        return records.get(records.size() - 1);
    }

    private static List<RunRecord> records(Node node) throws IOException {
        try (Stream<Path> files = Files.list(node.state().resolve("spool"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(RiverTest::record)
                    .toList();
        }
    }

    private static RunRecord record(Path file) {
        try {
            return RunRecordJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Every file with its mode and content. */
    private static List<String> listing(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.sorted().map(RiverTest::line).toList();
        }
    }

    private static String line(Path path) {
        try {
            String mode = Files.getPosixFilePermissions(path).toString();
            return path + " " + mode + (Files.isRegularFile(path) ? " " + Files.readString(path) : "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
