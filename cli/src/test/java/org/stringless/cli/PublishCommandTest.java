package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.json.JsonObject;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Reason;

/** {@code publish} and {@code channel} with releases as {@code release build} makes them. */
class PublishCommandTest {
    @TempDir
    private Path top;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String to = "";

    @BeforeEach
    void twoReleases() throws IOException {
        to = "dir:" + top.resolve("repository");
        assertThat(stringless("keys", "init", "--algorithm", "ed25519")).isZero();
        for (String id : List.of("r1", "r2")) {
            Files.createDirectories(top.resolve("control/manifests"));
            Files.writeString(top.resolve("control/manifests/site.pp"), "# " + id + "\n");
            Files.writeString(top.resolve("control/Puppetfile"), "");
            git("init", "-q", "-b", "main");
            git("add", "-A");
            git("commit", "-q", "-m", id);
            String control = top.resolve("control").toString();
            assertThat(stringless("release", "build", control, "--id", id, "--out", at("out"), "--cache", at("cache")))
                    .as(err.toString())
                    .isZero();
        }
    }

    private String at(String path) {
        return top.resolve(path).toString();
    }

    private void git(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=Sample", "-c", "user.email=s@example.org"));
        all.addAll(List.of(words));
        assertThat(Command.of(all.toArray(String[]::new))
                        .in(top.resolve("control"))
                        .run()
                        .exit())
                .isZero();
    }

    private int stringless(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--root", top.toString(), "--keys", at("keys")));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    @Test
    void tellsWhatWasAddedAndWhatWasThere() {
        assertThat(stringless("publish", at("out"), "--to", to))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("added      stringless-release-production-r1-1.noarch.rpm")
                .contains("2 added, 0 unchanged in " + to);

        assertThat(stringless("publish", at("out"), "--to", to, "--output", "json"))
                .isZero();
        JsonObject document = JsonObject.parse(out.toString());
        assertThat(document.objects("added")).isEmpty();
        assertThat(document.objects("unchanged")).hasSize(2);
        assertThat(document.text("address")).isEqualTo("file://" + at("repository") + "/");
    }

    @Test
    void movesAChannelForwardAndBack() {
        stringless("publish", at("out"), "--to", to);
        assertThat(stringless("channel", "promote", "production", "--release", "r1", "--to", to))
                .as(err.toString())
                .isZero();
        assertThat(stringless(
                        "channel",
                        "promote",
                        "production",
                        "--release",
                        "r2",
                        "--to",
                        to,
                        "--percent",
                        "10",
                        "--canary",
                        "web1.example",
                        "--notes",
                        "try it",
                        "--output",
                        "json"))
                .as(err.toString())
                .isZero();
        JsonObject pointer = JsonObject.parse(out.toString());
        assertThat(pointer.integer("serial")).isEqualTo(2);
        assertThat(pointer.object("candidate").texts("canaries")).containsExactly("web1.example");

        assertThat(stringless("channel", "rollback", "production", "--to", to)).isZero();
        assertThat(stringless("channel", "show", "production", "--to", to)).isZero();
        assertThat(out.toString())
                .contains("channel    production (serial 3")
                .contains("stable     r1 of production")
                .contains("try it");
    }

    @Test
    void aTargetMayHaveANameInTheConfiguration() throws IOException {
        Files.createDirectories(top.resolve("etc/stringless"));
        Files.writeString(top.resolve("etc/stringless/stringless.yaml"), "targets:\n  live:\n    to: " + to + "\n");
        assertThat(stringless("publish", at("out"), "--to", "live")).isZero();
        assertThat(out.toString()).contains("2 added");
    }

    @Test
    void saysWhyItDoesNot() {
        refused(Reason.USAGE, "is not a publishing target", "publish", at("out"), "--to", "somewhere");
        refused(Reason.USAGE, "does not name a repository", "publish", at("out"), "--to", "pulp:https://host.example");
        refused(Reason.USAGE, "https://***@h", "publish", at("out"), "--to", "pulp:https://u:se/cret@h#x");
        refused(Reason.USAGE, "https://***@h", "publish", at("out"), "--to", "pulp:https://u:secret@h");
        refused(Reason.NOT_PUBLISHED, "points to nothing", "channel", "show", "production", "--to", to);
        refused(
                Reason.NOT_PUBLISHED,
                "Release r1 is not in",
                "channel",
                "promote",
                "production",
                "--release",
                "r1",
                "--to",
                to);
    }

    private void refused(Reason reason, String sentence, String... words) {
        assertThat(stringless(words)).isEqualTo(reason.exitStatus());
        assertThat(err.toString()).contains(sentence).contains("Next: ");
    }
}
