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
import org.stringless.io.file.Sha256;
import org.stringless.io.json.JsonObject;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Reason;

class PackageCommandTest {
    @TempDir
    private Path scratch;

    private NodeByHand signer;
    private Path out;

    @BeforeEach
    void makeAKey() {
        signer = new NodeByHand(scratch.resolve("signer"));
        out = scratch.resolve("out");
        assertThat(stringless("keys", "init", "--role", "release", "--algorithm", "ed25519")
                        .status())
                .isZero();
    }

    @Test
    void packagesSeveralTreesInOneCallAndListsThem() throws Exception {
        NodeByHand.Ended ended = stringless(
                "package",
                "--output",
                "json",
                "--out",
                out.toString(),
                module("acme-one", "1.0.0"),
                module("acme-two", "2.0.0-rc1"));
        assertThat(ended.status()).as(ended.err()).isZero();
        List<JsonObject> packages = JsonObject.parse(ended.out()).objects("packages");
        assertThat(packages)
                .extracting(each -> each.text("name"))
                .containsExactly("puppet-module-acme-one", "puppet-module-acme-two");
        assertThat(packages).extracting(each -> each.text("version")).containsExactly("1.0.0", "2.0.0~rc1");
        assertThat(packages).extracting(each -> each.text("release")).containsOnly("1");
        Path file = Path.of(packages.get(0).text("file"));
        assertThat(file).isEqualTo(out.resolve("puppet-module-acme-one-1.0.0-1.noarch.rpm"));
        assertThat(packages.get(0).text("sha256")).isEqualTo(Sha256.of(file));
        assertThat(packages.get(0).integer("size")).isEqualTo(Files.size(file));
        assertThat(packages.get(0).text("tree_digest")).hasSize(64);
    }

    @Test
    void tellsEachProblemAndEndsWithTheFirstOnesStatus() throws Exception {
        Path empty = Files.createDirectory(scratch.resolve("empty"));
        NodeByHand.Ended ended = stringless(
                "package",
                "--out",
                out.toString(),
                empty.toString(),
                module("acme-one", "1.0.0"),
                scratch.resolve("none").toString());
        assertThat(ended.status()).isEqualTo(Reason.MODULE_REFUSED.exitStatus());
        assertThat(ended.err())
                .contains(empty + " has no metadata.json")
                .contains(scratch.resolve("none").toString());
        assertThat(ended.out().lines())
                .containsExactly(
                        out.resolve("puppet-module-acme-one-1.0.0-1.noarch.rpm").toString());
    }

    @Test
    void namesAPackageOfABranchByItsCommitAndOneOfATagByItsVersion() throws Exception {
        String module = module("acme-one", "1.0.0");
        git(module, "init", "-q", "-b", "main");
        git(module, "add", ".");
        git(module, "commit", "-q", "-m", "first");
        git(module, "tag", "v1.0.0");
        String url = Path.of(module).toUri().toString();
        assertThat(stringless("package", "--out", out.toString(), "--git", url, "--ref", "v1.0.0")
                        .out()
                        .strip())
                .endsWith("/puppet-module-acme-one-1.0.0-1.noarch.rpm");
        NodeByHand.Ended branch = stringless("package", "--out", out.toString(), "--git", url, "--ref", "main");
        assertThat(branch.out().strip())
                .matches(".*/puppet-module-acme-one-1.0.0-0\\.20240506070809\\.[0-9a-f]{8}\\.noarch\\.rpm");
        assertThat(times(branch.out().strip())).containsOnly("1714979289");
    }

    @Test
    void takesAReleaseAndTheTimeThatWereAskedFor() throws Exception {
        String module = module("acme-one", "1.0.0");
        CommandResult ended = new Command(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.stringless.cli.Main",
                                "--root",
                                signer.root().toString(),
                                "package",
                                "--release",
                                "7.el9",
                                "--out",
                                out.toString(),
                                module),
                        scratch,
                        java.util.Map.of("SOURCE_DATE_EPOCH", "1700000000"),
                        java.time.Duration.ofMinutes(1))
                .run();
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out().strip()).endsWith("/puppet-module-acme-one-1.0.0-7.el9.noarch.rpm");
        assertThat(times(ended.out().strip())).containsOnly("1700000000");
        assertThat(times(stringless("package", "--out", out.toString(), module)
                        .out()
                        .strip()))
                .containsOnly("1577836800");
    }

    @Test
    void refusesAWrongCommandLine() throws Exception {
        assertThat(stringless("package").status()).isEqualTo(Reason.USAGE.exitStatus());
        assertThat(stringless("package", "--git", "x").err()).contains("without --ref");
        assertThat(stringless("package", "--release", "1-1", module("acme-one", "1.0.0"))
                        .status())
                .isEqualTo(Reason.USAGE.exitStatus());
    }

    @Test
    void tellsOnceThatThereIsNoKeyAndWritesNothing() throws Exception {
        NodeByHand.Ended ended = stringless(
                "package",
                "--keys",
                scratch.toString(),
                "--out",
                out.toString(),
                module("acme-one", "1.0.0"),
                module("acme-two", "1.0.0"),
                module("acme-three", "1.0.0"));
        assertThat(ended.status()).isEqualTo(Reason.KEY_REFUSED.exitStatus());
        assertThat(ended.err()).containsOnlyOnce("does not exist.");
        assertThat(ended.out()).isEmpty();
        assertThat(out).doesNotExist();
    }

    private NodeByHand.Ended stringless(String... words) {
        return signer.stringless(words);
    }

    private String module(String name, String version) throws IOException {
        Path module = Files.createDirectories(scratch.resolve("trees").resolve(name));
        Files.writeString(
                module.resolve("metadata.json"), "{\"name\": \"" + name + "\", \"version\": \"" + version + "\"}");
        return module.toString();
    }

    /** Build time and the times of all files in a package. */
    private static List<String> times(String file) throws IOException {
        return Command.of("rpm", "-qp", "--qf", "%{BUILDTIME}\\n[%{FILEMTIMES}\\n]", file)
                .run()
                .out()
                .lines()
                .toList();
    }

    private static void git(String repository, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=test", "-c", "user.email=test@example.org"));
        all.addAll(List.of(words));
        CommandResult result = Command.of(all.toArray(String[]::new))
                .in(Path.of(repository))
                .with("GIT_COMMITTER_DATE", "2024-05-06T07:08:09Z")
                .run();
        assertThat(result.exit()).as(result.err()).isZero();
    }
}
