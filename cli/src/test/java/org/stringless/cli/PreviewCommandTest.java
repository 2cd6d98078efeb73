package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.cli.NodeByHand.Ended;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Reason;

/** What {@code preview} says, with the real Puppet. */
class PreviewCommandTest {
    @TempDir
    private Path root;

    private NodeByHand node;
    private Path control;

    @BeforeEach
    void aNodeAndAWorkingTree() throws IOException {
        node = new NodeByHand(root);
        node.configure("");
        node.store().activate(node.release("1.a", """
                                class site {
                                  file { '%1$s/motd': content => "one\\nsame\\n", mode => '0644' }
                                  file { '%1$s/key': content => Sensitive('old secret') }
                                  file { '%1$s/gone': ensure => absent }
                                  notify { 'moves': }
                                }
                                class place { }
                                include site, place
                                """.formatted(root)));
        control = root.resolve("control");
        Files.createDirectories(control.resolve("manifests"));
        Files.writeString(control.resolve("manifests/site.pp"), """
                class site {
                  file { '%1$s/motd': content => "two\\nsame\\n", mode => '0600' }
                  file { '%1$s/key': content => Sensitive('new secret') }
                  file { '%1$s/came': ensure => file, content => 'plain secret' }
                }
                class place { notify { 'moves': } }
                include site, place
                """.formatted(root));
    }

    @Test
    void tellsWhatWouldChangeAndHowTheCatalogDiffers() {
        Ended ended = preview("--against", "1.a", "--show_diff");
        assertThat(ended.status()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out().lines())
                .contains(
                        "catalog added File[" + root + "/came]  (manifests/site.pp:4)",
                        "catalog removed File[" + root + "/gone]  (manifests/site.pp:4)",
                        "catalog changed File[" + root + "/key]  (manifests/site.pp:3)",
                        "    content: [redacted] -> [redacted]",
                        "catalog changed File[" + root + "/motd]  (manifests/site.pp:2)",
                        "        --- release File[" + root + "/motd] content",
                        "        -one",
                        "        +two",
                        "         same",
                        "    mode: 0644 -> 0600",
                        "catalog removed edge Class[Site] -> Notify[moves]",
                        "catalog added edge Class[Place] -> Notify[moves]",
                        "catalog against release 1.a: 1 added, 1 removed, 2 changed")
                .anyMatch(line -> line.startsWith("pending File[" + root + "/motd]"))
                .last()
                .isEqualTo("4 resources, 4 would change, 0 failed");
        assertThat(ended.out() + ended.err()).doesNotContain("old secret").doesNotContain("new secret");
    }

    @Test
    void tellsTheSameToProgramsAndNoContentUnasked() {
        Ended ended = preview("--against", "current", "--output", "json");
        JsonObject document = JsonObject.parse(ended.out());
        assertThat(document.number("exit_status")).isEqualTo(ended.status());
        assertThat(document.text("against")).isEqualTo("1.a");
        assertThat(document.text("against_problem")).isEmpty();
        List<JsonObject> resources = document.object("difference").objects("resources");
        assertThat(resources)
                .extracting(resource -> resource.text("change") + " " + resource.text("resource"))
                .containsExactly(
                        "added File[" + root + "/came]",
                        "removed File[" + root + "/gone]",
                        "changed File[" + root + "/key]",
                        "changed File[" + root + "/motd]");
        assertThat(resources.get(3).objects("parameters"))
                .extracting(parameter -> parameter.text("name"))
                .containsExactly("content", "mode");
        assertThat(resources.get(3).objects("parameters").get(0).text("after")).matches("\\{sha256}[0-9a-f]{64}");
        assertThat(resources.get(0).objects("parameters"))
                .allSatisfy(parameter -> assertThat(parameter.has("before")).isFalse());
        assertThat(document.object("difference").objects("edges")).hasSize(2);
        assertThat(ended.out() + ended.err()).doesNotContain("secret").doesNotContain("same");
    }

    @Test
    void aReleaseThatDoesNotCompileHereIsToldAndTheTreeIsStillLookedAt() throws IOException {
        node.release("2.b", "include nowhere");
        Ended ended = preview("--against", "2.b");
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("release 2.b does not compile here: ", "nowhere", "(manifests/site.pp:1)");
        assertThat(ended.out()).doesNotContain("catalog ").contains("4 would change");
    }

    @Test
    void aTreeThatDoesNotCompileAndAReleaseThatIsNotThereHaveTheirOwnStatus() throws IOException {
        Files.writeString(control.resolve("manifests/site.pp"), "include nowhere\n");
        Ended broken = preview("--against", "current", "--output", "json");
        assertThat(broken.status()).isEqualTo(Reason.COULD_NOT_RUN.exitStatus());
        assertThat(JsonObject.parse(broken.out()).bool("compiled")).isFalse();
        assertThat(JsonObject.parse(broken.out()).has("difference")).isFalse();
        assertThat(broken.err()).doesNotContain("--modules");
        Files.writeString(control.resolve("Puppetfile"), "mod 'acme-nowhere', '1.0.0'\n");
        assertThat(preview().err()).contains("nowhere", "what the Puppetfile names is not fetched", "--modules");
        assertThat(preview("--against", "9.x").status()).isEqualTo(Reason.NOTHING_TO_APPLY.exitStatus());
    }

    private Ended preview(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("preview", control.toString()));
        words.addAll(List.of(more));
        return node.stringless(words.toArray(String[]::new));
    }
}
