package org.stringless.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.acceptance.Workshop.Ended;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Reason;

/** A bare machine joins a fleet whose repository is served over HTTP; and what is left when it cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoinTest {
    @TempDir
    static Path top;

    private Workshop workshop;
    private HttpServer server;
    private String repository;
    private String good;
    private Path motd;
    private Path root;
    private int machines;

    @BeforeAll
    void aFleet() throws IOException {
        workshop = new Workshop(top);
        motd = top.resolve("motd");
        workshop.write("manifests/site.pp", "file { '" + motd + "': content => 'hello' }\n");
        good = workshop.publish();
        workshop.promote("production", good);
        workshop.write("manifests/site.pp", "exec { '/bin/false': }\n");
        workshop.promote("sad", workshop.publish());
        workshop.write("manifests/site.pp", "include not_there\n");
        workshop.promote("broken", workshop.publish());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = workshop.repository()
                    .resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(bytes.length > 0 ? 200 : 404, bytes.length > 0 ? bytes.length : -1);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        repository = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @AfterAll
    void close() {
        server.stop(0);
    }

    @BeforeEach
    void aBareMachine() throws IOException {
        root = Files.createDirectories(top.resolve("machines/" + ++machines));
        Files.createDirectories(root.resolve("etc/stringless/keys"));
        Files.writeString(root.resolve("etc/stringless/stringless.yaml"), "# nothing is said here\n");
        Files.deleteIfExists(motd);
    }

    @Test
    void aBareMachineJoinsAndTellsEachStepAndMayDoSoAgain() throws IOException {
        Ended ended = join("production", "--key", "release=" + key("release"), "--key", "channel=" + key("channel"));
        assertThat(ended.status()).as(ended.err()).isEqualTo(2);
        assertThat(motd).hasContent("hello");
        assertThat(ended.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("release key " + fingerprint("release") + " trusted"),
                        line -> assertThat(line).startsWith("channel key " + fingerprint("channel") + " trusted"),
                        line -> assertThat(line).endsWith("etc/stringless/conf.d/50-join.yaml written"),
                        line -> assertThat(line).startsWith("slot ").endsWith("into every 30 min: timer written"),
                        line -> assertThat(line).isEqualTo("run changed, exit status 2: release " + good),
                        line -> assertThat(line).startsWith("no systemd here; later: systemctl enable --now"),
                        line -> assertThat(line).isEqualTo("joined: web1.example follows channel production"));
        assertThat(ended.out()).contains("changed File[" + motd + "]", "changed: release " + good);
        assertThat(root.resolve("etc/stringless/stringless.yaml")).hasContent("# nothing is said here\n");
        assertThat(root.resolve("etc/systemd/system/stringless-run.timer.d/slot.conf"))
                .exists();
        TreeMap<String, String> before = written();
        Ended again = join("production", "--key", "release=" + key("release"), "--key", "channel=" + key("channel"));
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err())
                .contains(
                        " trusted already",
                        "50-join.yaml as before",
                        "timer as before",
                        "run unchanged, exit status 0",
                        "joined: ");
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void joiningAnotherChannelChangesWhatDiffersAndGoesBackWhenThatFails() throws IOException {
        join("production", "--key", "release=" + key("release"), "--key", "channel=" + key("channel"));
        TreeMap<String, String> before = written();
        Ended failed = join("broken", "--period", "4h");
        assertThat(failed.status()).as(failed.err()).isEqualTo(Reason.COMPILE_FAILED.exitStatus());
        assertThat(failed.err()).contains("stays trusted", "not_there", "not joined");
        assertThat(written()).isEqualTo(before);
        assertThat(current()).isEqualTo(good);
        Ended moved = join("sad");
        assertThat(moved.status()).as(moved.err()).isEqualTo(4);
        assertThat(moved.err()).contains("run failed, exit status 4", "joined: web1.example follows channel sad");
    }

    @Test
    void fingerprintsAreFetchedFromTheRepository() throws IOException {
        String spaced =
                fingerprint("channel").toLowerCase(java.util.Locale.ROOT).replaceAll("(.{4})", "$1 ");
        Ended ended = join(
                "production",
                "--key",
                "release=" + fingerprint("release"),
                "--key",
                "channel=" + spaced,
                "--no-run",
                "--output",
                "json");
        assertThat(ended.status()).as(ended.err()).isZero();
        JsonObject document = JsonObject.parse(ended.out());
        assertThat(document.bool("joined")).isTrue();
        assertThat(document.objects("keys"))
                .extracting(key -> key.text("role") + " " + key.text("fingerprint"))
                .containsExactly("release " + fingerprint("release"), "channel " + fingerprint("channel"));
        assertThat(document.has("run")).isFalse();
        assertThat(document.object("slot").bool("changed")).isTrue();
        assertThat(root.resolve("etc/stringless/keys/release/" + fingerprint("release") + ".asc"))
                .exists();
    }

    @Test
    void aKeyThatIsNotWhatWasNamedIsRefusedBeforeAnythingIsWritten() throws IOException {
        TreeMap<String, String> before = everything();
        Ended swapped =
                join("production", "--key", "release=" + fingerprint("channel"), "--key", "channel=" + key("channel"));
        assertThat(swapped.status()).isEqualTo(Reason.KEY_REFUSED.exitStatus());
        assertThat(swapped.err()).contains("is " + fingerprint("release") + ", not " + fingerprint("channel"));
        Ended nowhere =
                join("none", "--key", "release=" + key("release"), "--key", "channel=" + fingerprint("channel"));
        assertThat(nowhere.status()).isEqualTo(Reason.KEY_REFUSED.exitStatus());
        assertThat(nowhere.err()).contains("does not give a key", "--key channel=FILE");
        Ended part = join("production", "--key", fingerprint("release").substring(24));
        assertThat(part.err()).contains("not a whole fingerprint");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aRoleWithoutAKeyIsRefusedAndOneKeyWithoutARoleIsForBoth() throws IOException {
        TreeMap<String, String> before = everything();
        Ended missing = join("production", "--key", "release=" + key("release"));
        assertThat(missing.status()).isEqualTo(Reason.KEY_REFUSED.exitStatus());
        assertThat(missing.err()).contains("No channel key is named");
        Ended unclear = join("production", "--key", key("release"), "--key", key("channel"));
        assertThat(unclear.status()).isEqualTo(Reason.USAGE.exitStatus());
        assertThat(everything()).isEqualTo(before);
        Ended one = join("production", "--key", key("release"));
        assertThat(one.status()).as(one.err()).isEqualTo(Reason.UNVERIFIED.exitStatus());
        assertThat(one.err()).contains("channel key " + fingerprint("release") + " trusted", "not joined");
        assertThat(written()).isEqualTo(onlyWritten(before));
    }

    @Test
    void aDeadRepositoryLeavesNothingButTheRecordOfTheRun() throws IOException {
        TreeMap<String, String> before = everything();
        Ended ended = workshop.stringless(words(
                "http://127.0.0.1:9/",
                "production",
                "--key",
                "release=" + key("release"),
                "--key",
                "channel=" + key("channel")));
        assertThat(ended.status()).as(ended.err()).isEqualTo(Reason.REPOSITORY_UNREACHABLE.exitStatus());
        assertThat(ended.err()).contains("undone ", "not joined", "its record stays in");
        assertThat(written()).isEqualTo(onlyWritten(before));
        try (Stream<Path> records = Files.list(root.resolve("var/lib/stringless/spool"))) {
            assertThat(records.filter(file -> file.toString().endsWith(".json")))
                    .hasSize(1);
        }
        Ended known = join("production", "--key", "release=" + key("release"), "--key", "channel=" + key("channel"));
        assertThat(known.status()).as(known.err()).isEqualTo(2);
    }

    @Test
    void aReleaseThatDoesNotCompileIsForgottenWithTheChannelItCameFrom() throws IOException {
        Ended ended = join("broken", "--key", "release=" + key("release"), "--key", "channel=" + key("channel"));
        assertThat(ended.status()).as(ended.err()).isEqualTo(Reason.COMPILE_FAILED.exitStatus());
        Path state = root.resolve("var/lib/stringless");
        assertThat(state.resolve("state/channel-broken.json")).doesNotExist();
        assertThat(state.resolve("store/releases")).doesNotExist();
    }

    @Test
    void aWrongWordIsRefusedBeforeAnythingIsWritten() throws IOException {
        TreeMap<String, String> before = everything();
        List<String[]> wrong = List.of(
                words("packages.example.org/stringless", "production"),
                words(repository, "No Channel"),
                words(repository, "production", "--collector", "file:///tmp/x"),
                words(repository, "production", "--period", "25m"),
                words(repository, "production", "--slot-host", "rack7"));
        for (String[] words : wrong) {
            assertThat(workshop.stringless(words).status()).isEqualTo(Reason.USAGE.exitStatus());
        }
        Files.writeString(root.resolve("etc/stringless/stringless.yaml"), "puppet: /not/there\n");
        Ended ended = join("production", "--key", "release=" + key("release"), "--key", "channel=" + key("channel"));
        assertThat(ended.status()).isEqualTo(Reason.ENGINE_UNUSABLE.exitStatus());
        assertThat(ended.err()).contains("There is no program /not/there");
        assertThat(onlyWritten(everything()).keySet())
                .isEqualTo(onlyWritten(before).keySet());
    }

    private Ended join(String channel, String... more) {
        return workshop.stringless(words(repository, channel, more));
    }

    private String[] words(String address, String channel, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "--root",
                root.toString(),
                "join",
                "--repository",
                address,
                "--channel",
                channel,
                "--name",
                "web1.example"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static String key(String role) {
        return top.resolve("signing").resolve(role + ".asc").toString();
    }

    private String fingerprint(String role) {
        return JsonObject.parse(workshop.stringlessOk("keys", "list", "--output", "json")).objects("keys").stream()
                .filter(key ->
                        key.text("role").equals(role) && key.text("owner").equals("signer"))
                .findFirst()
                .orElseThrow()
                .text("fingerprint");
    }

    private String current() throws IOException {
        return Files.readSymbolicLink(root.resolve("var/lib/stringless/store/current"))
                .getFileName()
                .toString();
    }

    /** Every file and directory of the machine with its mode and content. */
    private TreeMap<String, String> everything() throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.forEach(path -> files.put(root.relativize(path).toString(), content(path)));
        }
        return files;
    }

    /** Without what a run leaves: its records below var, and Puppet's own files. */
    private TreeMap<String, String> written() throws IOException {
        return onlyWritten(everything());
    }

    private static TreeMap<String, String> onlyWritten(TreeMap<String, String> files) {
        TreeMap<String, String> written = new TreeMap<>(files);
        written.keySet().removeIf(path -> path.matches("(var|run|etc/puppet)(/.*)?"));
        return written;
    }

    private static String content(Path path) {
        try {
            return Files.getPosixFilePermissions(path)
                    + (Files.isRegularFile(path)
                            ? " " + Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1)
                            : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
