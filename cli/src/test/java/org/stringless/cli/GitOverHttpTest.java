package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.cli.NodeByHand.Ended;
import org.stringless.fixtures.GitServer;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Reason;

/** Modules from the real {@code git http-backend}, over plain HTTP and over TLS. */
class GitOverHttpTest {
    @TempDir
    private Path top;

    private NodeByHand signer;
    private Path home;

    @BeforeEach
    void aModuleAndAKey() throws IOException {
        write(
                "git/module/metadata.json",
                "{\"name\":\"acme-one\",\"version\":\"1.0.0\",\"author\":\"a\",\"dependencies\":[]}");
        commit("git/module");
        git("git/module", "tag", "v1");
        home = Files.createDirectories(top.resolve("home"));
        signer = new NodeByHand(top.resolve("signer"));
        assertThat(signer.stringless("keys", "init", "--algorithm", "ed25519").status())
                .isZero();
    }

    @Test
    void aTagABranchAndACommitComeOverHttp() throws IOException {
        try (GitServer server = GitServer.http(top.resolve("git"))) {
            String url = server.address("open/module");
            String commit = git("git/module", "rev-parse", "HEAD");
            for (String ref : List.of("v1", "main", commit)) {
                Ended ended = pack(url, ref);
                assertThat(ended.status()).as(ended.err()).isZero();
                assertThat(ended.out()).contains("puppet-module-acme-one-1.0.0-");
            }
            Ended ended = build(url);
            assertThat(ended.status()).as(ended.err()).isZero();
        }
    }

    @Test
    void whatCannotBeHadIsOneSentenceAndItsOwnStatus() throws IOException {
        try (GitServer server = GitServer.http(top.resolve("git"))) {
            String url = server.address("open/module");
            assertRefused(pack(url, "v9"), "has no tag, branch or commit 'v9'");
            assertRefused(pack(server.address("open/nothing"), "v1"), "not found");
            assertRefused(build(server.address("open/nothing")), "open/nothing cannot be fetched: ", "not found");
            String closed = server.address("closed/module");
            assertRefused(pack(closed, "v1"), "cannot be had from " + closed, "not authorized");
            assertRefused(build(closed), closed + " cannot be fetched", "not authorized");
            String wrong = closed.replace("http://", "http://" + GitServer.USER + ":guessed@");
            Ended ended = pack(wrong, "v1");
            assertRefused(ended, "cannot be had from " + closed);
            assertThat(ended.err()).doesNotContain("guessed");
            String right = closed.replace("http://", "http://" + GitServer.USER + ":" + GitServer.PASSWORD + "@");
            assertThat(pack(right, "v1").status()).isZero();
        }
        assertRefused(pack("http://nowhere.invalid/module", "v1"), "there is no host nowhere.invalid");
        assertRefused(build("http://nowhere.invalid/module"), "there is no host nowhere.invalid");
    }

    @Test
    void overTlsTheCertificatesAreThoseThatGitTrusts() throws IOException {
        Path certificate = top.resolve("authority.pem");
        try (GitServer server = GitServer.https(top.resolve("git"), certificate)) {
            String url = server.address("open/module");
            assertRefused(pack(url, "v1"), "cannot be had from " + url);
            assertRefused(build(url), url + " cannot be fetched");
            assertThat(alone(url).exit()).isEqualTo(Reason.SOURCE_UNAVAILABLE.exitStatus());
            assertThat(alone(url, "GIT_SSL_CAINFO", certificate.toString()).exit())
                    .isZero();
            Files.writeString(
                    home.resolve(".gitconfig"),
                    "[http]\n sslCAInfo = /nowhere\n[http \"" + server.address("") + "\"]\n sslCAInfo = " + certificate
                            + "\n");
            // The password is the user's own, as with git.
            Files.writeString(
                    home.resolve(".netrc"),
                    "machine 127.0.0.1 login " + GitServer.USER + " password " + GitServer.PASSWORD + "\n");
            CommandResult closed = alone(server.address("closed/module"));
            assertThat(closed.exit()).as(closed.err()).isZero();
            CommandResult missing = alone(url, "GIT_SSL_CAINFO", "/nowhere");
            assertThat(missing.exit()).isEqualTo(Reason.CONFIGURATION.exitStatus());
            assertThat(missing.err()).contains("The certificates that git is to trust (/nowhere) cannot be read");
        }
    }

    private void assertRefused(Ended ended, String... words) {
        assertThat(ended.status()).as(ended.err()).isEqualTo(Reason.SOURCE_UNAVAILABLE.exitStatus());
        List<String> lines =
                ended.err().lines().filter(line -> !line.startsWith("Next: ")).toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith("stringless: ").contains(words).endsWith(".");
    }

    private Ended pack(String url, String ref) {
        return signer.stringless(words(url, ref));
    }

    private String[] words(String url, String ref) {
        return new String[] {"package", "--out", top.resolve("out").toString(), "--git", url, "--ref", ref};
    }

    private Ended build(String url) throws IOException {
        write("control/manifests/site.pp", "");
        write("control/Puppetfile", "mod 'one', git: '" + url + "', tag: 'v1'\n");
        commit("control");
        return signer.stringless(
                "release",
                "build",
                top.resolve("control").toString(),
                "--out",
                top.resolve("out").toString(),
                "--cache",
                top.resolve("cache").toString());
    }

    /** The same in a process of its own, whose home and environment are the test's. */
    private CommandResult alone(String url, String... variable) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--root",
                signer.root().toString()));
        words.addAll(List.of(words(url, "v1")));
        Command command = Command.of(words.toArray(String[]::new)).with("HOME", home.toString());
        return (variable.length == 2 ? command.with(variable[0], variable[1]) : command).run();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(top.resolve(path).getParent());
        Files.writeString(top.resolve(path), text);
    }

    private void commit(String repository) throws IOException {
        git(repository, "init", "-q", "-b", "main");
        git(repository, "add", "-A");
        git(repository, "commit", "-q", "--allow-empty", "-m", "a change");
    }

    private String git(String repository, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=test", "-c", "user.email=test@example.org"));
        all.addAll(List.of(words));
        CommandResult result = Command.of(all.toArray(String[]::new))
                .in(top.resolve(repository))
                .run();
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }
}
