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
import org.stringless.io.process.CommandResult;

class ReleaseCommandTest {
    @TempDir
    private Path top;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void repositories() throws IOException {
        write(
                "module/metadata.json",
                "{\"name\":\"acme-one\",\"version\":\"1.0.0\",\"author\":\"a\",\"dependencies\":[]}");
        git("module");
        git("module", "tag", "v1");
        write("control/manifests/site.pp", "");
        write("control/Puppetfile", "mod 'one', git: 'file://" + top + "/module', tag: 'v1'\n");
        git("control");
        assertThat(stringless("keys", "init", "--algorithm", "ed25519")).isZero();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(top.resolve(path).getParent());
        Files.writeString(top.resolve(path), text);
    }

    /** Commits all of a repository that is made when missing, or runs another command there. */
    private String git(String repository, String... words) throws IOException {
        if (words.length == 0) {
            git(repository, "init", "-q", "-b", "main");
            git(repository, "add", "-A");
            git(repository, "commit", "-q", "-m", "a change");
            return git(repository, "rev-parse", "HEAD");
        }
        List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=Sample", "-c", "user.email=s@example.org"));
        all.addAll(List.of(words));
        CommandResult result = Command.of(all.toArray(String[]::new))
                .in(top.resolve(repository))
                .with("GIT_COMMITTER_DATE", "2024-03-01T10:00:00Z")
                .run();
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }

    private int stringless(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(
                List.of("--root", top.toString(), "--keys", top.resolve("keys").toString()));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private int build(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "release",
                "build",
                top.resolve("control").toString(),
                "--out",
                top.resolve("out").toString(),
                "--cache",
                top.resolve("cache").toString()));
        words.addAll(List.of(more));
        return stringless(words.toArray(String[]::new));
    }

    @Test
    void tellsWhatWasBuiltAndWhatWasThere() {
        assertThat(build("--environment", "production")).isZero();
        assertThat(out.toString().lines())
                .first()
                .asString()
                .isEqualTo("built      " + top + "/out/puppet-module-acme-one-1.0.0-1.noarch.rpm");
        assertThat(out.toString().lines())
                .last()
                .asString()
                .startsWith("release    " + top + "/out/stringless-release-production-2024");

        assertThat(build("--output", "json")).isZero();
        JsonObject document = JsonObject.parse(out.toString());
        assertThat(document.objects("modules").get(0).bool("built")).isFalse();
        assertThat(Path.of(document.object("release").text("file"))).exists();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void warnsOfAWorkingTreeThatDiffers() throws IOException {
        write("control/manifests/site.pp", "# not committed\n");

        assertThat(build()).isZero();
        assertThat(err.toString()).startsWith("stringless: The working tree of ");
    }

    @Test
    void showsAndComparesReleases() throws IOException {
        assertThat(build("--id", "first", "--security-floor", "first")).isZero();
        write("control/data/common.yaml", "a: 1\n");
        String commit = git("control");
        assertThat(build("--id", "second")).isZero();

        assertThat(stringless("release", "show", top.resolve("out").toString())).isZero();
        assertThat(out.toString())
                .contains("release         first\n", "security floor  first\n", "commit          " + commit)
                .contains("module          modules/one  acme-one 1.0.0-1  tree ");
        assertThat(stringless("release", "show", top.resolve("out").toString(), "--output", "json"))
                .isZero();
        assertThat(JsonObject.parse(out.toString()).objects("releases")).hasSize(2);

        String first = top.resolve("out/stringless-release-production-first-1.noarch.rpm")
                .toString();
        String second = first.replace("first", "second");
        assertThat(stringless("release", "diff", first, second)).isZero();
        assertThat(out.toString()).isEqualTo("""
                        release  first -> second
                        file     + data/common.yaml
                        key      + a  in data/common.yaml
                        """);
        assertThat(stringless("release", "diff", first, second, "--output", "json"))
                .isZero();
        assertThat(JsonObject.parse(out.toString()).objects("hiera_keys").get(0).text("change"))
                .isEqualTo("added");
        assertThat(stringless("release", "diff", top.resolve("out").toString(), second))
                .isEqualTo(64);
        assertThat(err.toString()).contains("There are 2 release packages in ");
    }

    @Test
    void refusesWithOneSentenceAndItsOwnStatus() throws IOException {
        write("control/Puppetfile", "mod 'one', git: 'file://" + top + "/module', branch: 'main'\n");
        git("control");

        assertThat(build()).isEqualTo(42);
        assertThat(err.toString())
                .startsWith("stringless: Puppetfile line 1: module 'one' follows branch main.\nNext: Pin it by ");
        assertThat(build("--allow-floating")).isZero();
    }
}
