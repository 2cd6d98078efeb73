package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stringless.packaging.BuiltPackages.ok;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redline_rpm.header.Architecture;
import org.stringless.io.process.Command;
import org.stringless.model.release.PackageName;
import org.stringless.packager.rpm.PayloadRpmBuilder;
import org.stringless.packager.rpm.RpmRelation;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.tree.TreeFile;

/** The node's rpm in an empty root, with every check of rpm and dnf on; and that it runs there, with no Java beside its own. */
class EmptyRootTest {
    /** All that a node's program needs of a distribution. */
    private static final List<String> BASE = List.of(
            "/lib64/ld-linux-x86-64.so.2",
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib/x86_64-linux-gnu/libm.so.6",
            "/lib/x86_64-linux-gnu/libdl.so.2",
            "/lib/x86_64-linux-gnu/libpthread.so.0",
            "/lib/x86_64-linux-gnu/librt.so.1",
            "/bin/sh");

    @TempDir
    static Path top;

    private static BuiltPackages packages;
    private static Path repository;

    @BeforeAll
    static void build() throws IOException {
        packages = BuiltPackages.once();
        repository = Files.createDirectories(top.resolve("repository"));
        TreeMap<String, TreeFile> files = new TreeMap<>();
        for (String path : BASE) {
            Path real = Path.of(path).toRealPath();
            files.put(path, TreeFile.of(path, real, true, Files.size(real)));
        }
        new RpmSigner(packages.key)
                .sign(new PayloadRpmBuilder(new PackageName("base", 0, "1", "1"), BuiltPackages.TIME)
                        .architecture(Architecture.X86_64)
                        .installed(files)
                        .provides(List.of(RpmRelation.any("libc.so.6(GLIBC_2.17)(64bit)")))
                        .build(repository));
        Path rpm = packages.rpm("stringless-node");
        Files.copy(rpm, repository.resolve(rpm.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void rpmInstallsItWithAllChecksAndItRuns() throws IOException {
        String root = Files.createDirectory(top.resolve("by-rpm")).toString();
        ok("rpmkeys", "--root", root, "--import", packages.publicKey().toString());
        List<String> words = new ArrayList<>(List.of(
                "rpm",
                "--root",
                root,
                "--define",
                "_pkgverify_level all",
                "-i",
                packages.rpm("stringless-node").toString()));
        assertThat(Command.of(words.toArray(String[]::new)).run().err())
                .contains("Failed dependencies", "libc.so.6(GLIBC_2.17)(64bit)");
        words.add(repository.resolve("base-1-1.x86_64.rpm").toString());
        ok(words.toArray(String[]::new));
        assertThat(ok("rpm", "--root", root, "-V", "stringless-node")).isEmpty();
        runs(root);
    }

    @Test
    void dnfInstallsItWithAllChecksAndItRuns() throws IOException {
        String root = Files.createDirectory(top.resolve("by-dnf")).toString();
        ok("createrepo_c", "-q", repository.toString());
        ok(
                "dnf",
                "-q",
                "-y",
                "--installroot=" + root,
                "--releasever=1",
                "--disablerepo=*",
                "--repofrompath=ours," + repository.toUri(),
                "--setopt=ours.gpgcheck=1",
                "--setopt=ours.gpgkey=" + packages.publicKey().toUri(),
                "--setopt=cachedir=" + top.resolve("cache"),
                "install",
                "stringless-node");
        runs(root);
    }

    private static void runs(String root) throws IOException {
        Files.createDirectories(Path.of(root, "proc"));
        assertThat(inside(root, "stringless --version")).contains("stringless " + packages.version());
        assertThat(inside(root, "stringless status --output json")).startsWith("{");
        assertThat(inside(root, "stringless keys init 2>&1 || true")).contains("Install the package 'stringless'");
        // As it is installed, Java must take the archive of classes; with this it would refuse to start without.
        String home = "/usr/lib/stringless/node-" + packages.version();
        assertThat(inside(
                        root,
                        home + "/runtime/bin/java -XX:+UseSerialGC -Xmx64m -Xshare:on -XX:SharedArchiveFile=" + home
                                + "/stringless.jsa -cp " + home + "/stringless.jar org.stringless.cli.Main --version"))
                .contains("stringless " + packages.version());
    }

    private static String inside(String root, String line) throws IOException {
        return ok(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t proc proc " + root + "/proc && chroot " + root + " /bin/sh -c '" + line + "'");
    }
}
