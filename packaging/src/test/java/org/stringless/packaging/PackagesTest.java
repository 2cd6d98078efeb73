package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stringless.packaging.BuiltPackages.ok;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.cli.Main;
import org.stringless.io.file.Sha256;
import org.stringless.io.json.JsonObject;
import org.stringless.model.module.TreeEntry.RegularFile;

/** What is in the packages, as dpkg and rpm tell it. */
class PackagesTest {
    private static final List<String> ALL = List.of("stringless-node", "stringless", "stringless-collector");
    private static final long MEGABYTE = 1_000_000;

    @TempDir
    static Path scratch;

    private static BuiltPackages packages;

    @BeforeAll
    static void build() {
        packages = BuiltPackages.once();
    }

    @Test
    void theNodeHasNeitherBuilderNorCollectorNorTheirLibraries() throws IOException {
        assertThat(rpm("-qpl", "stringless-node"))
                .contains("/lib/local-applier-", "/lib/report-shipper-", "/stringless.jsa")
                .doesNotContain("jgit", "redline", "jetty", "sqlite", "module-packager", "lib/collector-");
    }

    @Test
    void keysAreMadeByTheBuildersCommand() throws IOException {
        assertThat(rpm("-qpl", "stringless")).contains("/usr/lib/stringless/commands/keys\n");
        assertThat(rpm("-qpl", "stringless-node")).doesNotContain("/usr/lib/stringless/commands/keys");
    }

    @Test
    void theNodeNeedsNoJavaOfTheMachine() throws IOException {
        assertThat(rpm("-qpR", "stringless-node")).contains("libc.so.6").doesNotContain("java");
        assertThat(deb("-f", "stringless-node", "Depends")).contains("libc6").doesNotContain("java", "jre");
    }

    @Test
    void theNodeStaysWithinItsSizes() throws IOException {
        assertThat(Files.size(packages.deb("stringless-node"))).isLessThanOrEqualTo(35 * MEGABYTE);
        assertThat(Files.size(packages.rpm("stringless-node"))).isLessThanOrEqualTo(35 * MEGABYTE);
        String size = ok(
                "rpm", "-qp", "--qf", "%{SIZE}", packages.rpm("stringless-node").toString());
        assertThat(Long.parseLong(size)).isLessThanOrEqualTo(90 * MEGABYTE);
    }

    @Test
    void theConfigurationBelongsToTheAdministrator() throws IOException {
        assertThat(rpm("-qpc", "stringless-node").strip()).isEqualTo("/etc/stringless/stringless.yaml");
        assertThat(deb("-I", "stringless-node", "conffiles").strip()).isEqualTo("/etc/stringless/stringless.yaml");
    }

    @Test
    void rpmAndDebInstallTheSameFiles() throws IOException {
        for (String name : ALL) {
            List<String> files = new ArrayList<>();
            for (String line : deb("-c", name).lines().toList()) {
                assertThat(line).contains(" root/root ");
                files.add(line.replaceFirst(".* \\./", "/")
                        .replaceFirst(" -> .*", "")
                        .replaceFirst("/$", ""));
            }
            assertThat(files).containsAll(rpm("-qpl", name).lines().toList());
        }
    }

    @Test
    void everyCommandHasAManualPageAndACompletion() throws IOException {
        StringBuilder files = new StringBuilder();
        for (String name : ALL) {
            files.append(rpm("-qpl", name));
        }
        assertThat(files.toString()).contains("/usr/share/man/man1/stringless.1.gz\n");
        for (String command : Main.whole().getSubcommands().keySet()) {
            assertThat(files.toString()).contains("/usr/share/man/man1/stringless-" + command + ".1.gz\n");
        }
        Path completion = packages.root.resolve("usr/share/bash-completion/completions/stringless");
        assertThat(ok("bash", "-n", completion.toString())).isEmpty();
        assertThat(Files.readString(completion)).contains("--no-fetch", "rollback");
        Path page = packages.root.resolve("usr/share/man/man1/stringless-run.1.gz");
        assertThat(ok("gzip", "-dc", page.toString())).contains("\\-\\-no\\-fetch");
    }

    @Test
    void lintianFindsNoErrors() throws IOException {
        for (String name : ALL) {
            ok(
                    "lintian",
                    "--allow-root",
                    "--fail-on",
                    "error",
                    packages.deb(name).toString());
        }
    }

    @Test
    void rpmlintFindsNoErrors() throws IOException {
        String reasons =
                BuiltPackages.CHECKOUT.resolve("packaging/rpmlint.toml").toString();
        for (String name : ALL) {
            assertThat(ok("rpmlint", "-c", reasons, packages.rpm(name).toString()))
                    .contains(" 0 errors");
        }
    }

    @Test
    void billsOfMaterialsNameEveryJar() throws IOException {
        for (String name : ALL) {
            String text = Files.readString(packages.out.resolve(name + "-" + packages.version() + ".cdx.json"));
            assertThat(JsonObject.parse(text).text("bomFormat")).isEqualTo("CycloneDX");
            for (String path : rpm("-qpl", name).lines().toList()) {
                if (path.matches("/usr/lib/stringless/[^/]+/lib/.*\\.jar")) {
                    assertThat(text).contains("/" + path.replaceFirst(".*/(.*?)-[0-9][^/]*$", "$1") + "@");
                }
            }
        }
        assertThat(packages.out.resolve("stringless-node-" + packages.version() + ".cdx.json"))
                .content()
                .contains("\"openjdk\"");
    }

    @Test
    void checksumsAndSignaturesHold() throws IOException {
        assertThat(ok("sh", "-c", "cd " + packages.out + " && sha256sum -c --strict SHA256SUMS"))
                .contains(".rpm: OK", ".deb: OK", ".cdx.json: OK");
        String database = scratch.resolve("rpmdb").toString();
        ok("rpmkeys", "--dbpath", database, "--import", packages.publicKey().toString());
        for (String name : ALL) {
            assertThat(ok(
                            "rpmkeys",
                            "--dbpath",
                            database,
                            "-K",
                            packages.rpm(name).toString()))
                    .contains("digests signatures OK");
        }
        String home = Files.createDirectory(scratch.resolve("gnupg")).toString();
        ok("chmod", "700", home);
        ok("gpg", "--homedir", home, "-q", "--import", packages.publicKey().toString());
        String sums = packages.out.resolve("SHA256SUMS").toString();
        ok("gpg", "--homedir", home, "-q", "--verify", sums + ".asc", sums);
    }

    /** All but the archive of classes, which Java never writes twice alike. */
    @Test
    void twoBuildsGiveTheSame() throws IOException {
        Packages twice = new Packages(BuiltPackages.CHECKOUT, packages.key, Jdk.newest(), BuiltPackages.TIME);
        NodeRuntime again = twice.runtime(Files.createDirectory(scratch.resolve("again")));
        String prefix = "/usr/lib/stringless/again";
        Path first = packages.root.resolve("usr/lib/stringless/node-" + packages.version());
        new InstalledTree(packages.version())
                .directory(prefix, again.directory())
                .entries()
                .forEach((path, file) -> {
                    if (file.entry() instanceof RegularFile regular) {
                        assertThat(digest(first.resolve(path.substring(prefix.length() + 1))))
                                .as(path)
                                .isEqualTo(regular.sha256());
                    }
                });
        Path second = scratch.resolve("second");
        twice.makeTools(second);
        for (String name : List.of("stringless", "stringless-collector")) {
            for (Path file : List.of(packages.rpm(name), packages.deb(name))) {
                assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    private static String rpm(String question, String name) throws IOException {
        return ok("rpm", question, packages.rpm(name).toString());
    }

    private static String deb(String question, String name, String... more) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("dpkg-deb", question, packages.deb(name).toString()));
        words.addAll(List.of(more));
        return ok(words.toArray(String[]::new));
    }

    private static String digest(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
