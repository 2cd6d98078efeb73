package org.stringless.packager.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.DebianModules;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.packager.ModuleOnDisk;
import org.stringless.packager.keys.KeyAlgorithm;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.rpm.PackageOutcome.Packaged;
import org.stringless.packager.rpm.PackageOutcome.Refused;
import org.stringless.releasewire.keys.KeyRole;

/** Packages all the modules that Debian ships and some tricky ones, and lets rpm, rpmlint and dnf judge. */
class ModulePackagerTest {
    /** What rpmlint says of the modules' own files; a packager has to leave those as they are. */
    private static final String ABOUT_CONTENT = "non-executable-script|zero-length|uncompressed-zip|no-dependency-on"
            + "|wrong-script-interpreter|env-script-interpreter|script-without-shebang";

    @TempDir
    private static Path scratch;

    private static SigningKey key;
    private static Path packages;
    private static List<PackageOutcome> outcomes;

    @BeforeAll
    static void packageEverything() throws Exception {
        SigningKeys keys = new SigningKeys(scratch.resolve("keys"));
        key = keys.init(KeyRole.RELEASE, KeyAlgorithm.RSA4096, "A test <test@example.org>", Clock.systemUTC());
        rpm("rpmkeys", "--import", keys.open(KeyRole.RELEASE).toString());
        packages = scratch.resolve("packages");
        List<Path> trees = new ArrayList<>(DebianModules.all());
        trees.addAll(trickyTrees());
        outcomes = build(trees, packages);
    }

    private static List<Path> trickyTrees() throws IOException {
        Path trees = scratch.resolve("trees");
        ModuleOnDisk odd = ModuleOnDisk.named(
                trees,
                "acme/odd",
                "1.0.0-rc1+5",
                "{\"name\": \"acme/base\", \"version_requirement\": \"1.x || >= 3.0.0 < 4.0.0\"}",
                "{\"name\": \"acme-plain\"}");
        odd.file("files/with space", "x")
                .file("files/$(reboot);'\"&", "x")
                .file("files/empty", "")
                .file("tasks/go.sh", "#!/bin/sh\n")
                .mode("tasks/go.sh", "rwxr-xr-x")
                .file("files/" + "long/".repeat(50) + "path", "x")
                .link("files/here", "../manifests/init.pp")
                .link("files/dir", "long")
                .file("spec/x", "")
                .link("spec/out", "/etc/passwd");
        Files.createDirectories(odd.directory().resolve("files/empty-directory"));
        ModuleOnDisk base = ModuleOnDisk.named(trees, "acme-base", "3.2.1");
        ModuleOnDisk plain = ModuleOnDisk.named(trees, "acme-plain", "0.1.0");
        return List.of(odd.directory(), base.directory(), plain.directory());
    }

    @Test
    void packagesEveryModuleWithProperMetadataAndOnlyThose() {
        assertThat(outcomes).hasSizeGreaterThan(80);
        assertThat(outcomes.stream().filter(Refused.class::isInstance).map(Refused.class::cast))
                .allSatisfy(refused -> assertThat(refused.problem()).isInstanceOf(Failure.class))
                .extracting(refused -> refused.order().tree().getFileName().toString())
                .containsExactly("etcddiscovery");
    }

    @Test
    void rpmFindsEverySignatureAndDigestGood() throws Exception {
        CommandResult checked = rpm(words("rpm", "--define", "_pkgverify_level all", "-Kv", files(packages)));
        assertThat(checked.out().lines().filter(line -> line.contains("Signature")))
                .hasSameSizeAs(files(packages))
                .allMatch(line -> line.contains("Header V4 RSA/SHA512 Signature") && line.endsWith(": OK"));
        assertThat(checked.out().lines().filter(line -> line.startsWith(" "))).allMatch(line -> line.endsWith(": OK"));
    }

    @Test
    void rpmlintFindsNoErrorsOfOurs() throws Exception {
        Path home = Files.createDirectory(scratch.resolve("home"));
        Files.writeString(home.resolve(".rpmmacros"), "%_dbpath " + scratch.resolve("rpmdb") + "\n");
        List<String> some = files(packages).stream()
                .filter(file -> file.matches(".*(acme-|stdlib|apache|tdc|archive|powerdns|ssh-).*"))
                .toList();
        CommandResult lint = new Command(
                        words("rpmlint", "", "", some).stream()
                                .filter(word -> !word.isEmpty())
                                .toList(),
                        scratch,
                        java.util.Map.of("HOME", home.toString()),
                        Duration.ofMinutes(2))
                .run();
        assertThat(lint.out()).contains(some.size() + " packages and 0 specfiles checked");
        assertThat(lint.out()
                        .lines()
                        .filter(line -> line.contains(" E: "))
                        .filter(line -> !line.matches(".* E: (" + ABOUT_CONTENT + ")\\b.*")))
                .isEmpty();
    }

    @Test
    void theSameTreesGiveTheSameBytes() throws Exception {
        Path again = scratch.resolve("again");
        List<Path> trees = outcomes.stream()
                .map(outcome -> outcome.order().tree())
                .limit(12)
                .toList();
        Path copies = Files.createDirectories(scratch.resolve("copies"));
        List<Path> copied = new ArrayList<>();
        for (Path tree : trees) {
            run(List.of("cp", "-r", "--no-preserve=timestamps", tree.toString(), copies.toString()));
            copied.add(copies.resolve(tree.getFileName()));
        }
        build(copied, again);
        for (String file : files(again)) {
            run(List.of(
                    "cmp", file, packages.resolve(Path.of(file).getFileName()).toString()));
        }
        assertThat(files(again)).hasSize(trees.size());
    }

    @Test
    void dnfInstallsThemWithTheirDependenciesIntoAnEmptyRootAndTheTreeIsTheModules() throws Exception {
        run(List.of("createrepo_c", "-q", packages.toString()));
        Path root = Files.createDirectories(scratch.resolve("root"));
        run(List.of(
                "dnf",
                "-q",
                "-y",
                "--installroot",
                root.toString(),
                "--releasever",
                "1",
                "--disablerepo",
                "*",
                "--setopt",
                "reposdir=/dev/null",
                "--setopt",
                "cachedir=" + scratch.resolve("dnf"),
                "--repofrompath",
                "test,file://" + packages,
                "--enablerepo",
                "test",
                "--setopt",
                "test.gpgcheck=1",
                "--setopt",
                "test.gpgkey=file://" + scratch.resolve("keys/release.asc"),
                "install",
                "puppet-module-acme-odd",
                "puppet-module-puppetlabs-apt"));
        Path modules = root.resolve("usr/share/puppet/modules");
        try (Stream<Path> installed = Files.list(modules)) {
            assertThat(installed.map(path -> path.getFileName().toString())).contains("odd", "base", "apt", "stdlib");
        }
        assertSameTree("odd", modules);
        assertSameTree("apt", modules);
        assertSameTree("stdlib", modules);
        CommandResult verified =
                Command.of("rpm", "--root", root.toString(), "-Va").run();
        assertThat(verified.out()).doesNotContain("/usr/share/puppet/modules");
    }

    @Test
    void aTreeThatCannotBePackagedDoesNotStopTheOthers() throws Exception {
        Path trees = scratch.resolve("mixed");
        Path bad = Files.createDirectories(trees.resolve("bad"));
        Path good = ModuleOnDisk.named(trees, "acme-good", "1.0.0").directory();
        Path twin =
                ModuleOnDisk.named(trees.resolve("twin"), "acme-good", "1.0.0").directory();
        Path out = scratch.resolve("mixed-out");
        List<PackageOutcome> mixed = build(List.of(bad, good, twin, trees.resolve("none")), out);
        assertThat(files(out)).hasSize(1);
        assertThat(mixed.stream()
                        .filter(Refused.class::isInstance)
                        .map(outcome -> ((Failure) ((Refused) outcome).problem()).reason()))
                .containsExactly(Reason.MODULE_REFUSED, Reason.CONFLICT, Reason.MODULE_REFUSED);
    }

    private static void assertSameTree(String name, Path modules) throws IOException {
        Packaged packaged = outcomes.stream()
                .filter(Packaged.class::isInstance)
                .map(Packaged.class::cast)
                .filter(each -> each.tree().metadata().name().name().equals(name))
                .findFirst()
                .orElseThrow();
        Path installed = modules.resolve(name);
        assertThat(new org.stringless.packager.tree.ModuleTreeReader()
                        .read(installed)
                        .digest())
                .isEqualTo(packaged.tree().digest());
        List<String> differences = new Command(
                        List.of(
                                "diff",
                                "-r",
                                "--no-dereference",
                                packaged.order().tree().toString(),
                                installed.toString()),
                        scratch,
                        java.util.Map.of(),
                        Duration.ofMinutes(1))
                .run()
                .out()
                .lines()
                .filter(line -> !line.endsWith(": spec"))
                .toList();
        assertThat(differences).isEmpty();
    }

    private static List<PackageOutcome> build(List<Path> trees, Path out) throws IOException {
        return new ModulePackager(CompletableFuture.completedFuture(new RpmSigner(key)), Progress.SILENT)
                .build(
                        trees.stream()
                                .map(tree -> new PackageOrder(tree, RpmRelease.PUBLISHED, PackageOrder.NO_TIME_KNOWN))
                                .toList(),
                        out);
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(Path::toString)
                    .filter(file -> !file.endsWith("repodata"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> words(String program, String option, String value, List<String> more) {
        List<String> words = new ArrayList<>(List.of(program, option, value));
        words.addAll(more);
        return words;
    }

    private static List<String> words(String program, String define, String value, String option, List<String> more) {
        List<String> words = words(program, define, value, List.of(option));
        words.addAll(more);
        return words;
    }

    private static CommandResult rpm(String... words) throws IOException {
        return rpm(List.of(words));
    }

    private static CommandResult rpm(List<String> words) throws IOException {
        List<String> all = new ArrayList<>(words);
        all.addAll(1, List.of("--dbpath", scratch.resolve("rpmdb").toString()));
        return run(all);
    }

    private static CommandResult run(List<String> words) throws IOException {
        CommandResult result = new Command(words, scratch, java.util.Map.of(), Duration.ofMinutes(2)).run();
        assertThat(result.exit())
                .as("%s: %s%s", words.get(0), result.out(), result.err())
                .isZero();
        return result;
    }
}
