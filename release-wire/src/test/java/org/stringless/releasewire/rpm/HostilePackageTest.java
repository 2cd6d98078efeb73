package org.stringless.releasewire.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.rpm.Gpg;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.openpgp.Keyring;

/** Packages that a trusted key signed, and that hold what must not reach the disk. */
class HostilePackageTest {
    private static final String ROOT = "/usr/share/puppet/modules/demo";
    private static final int FILE = HandmadePackage.FILE;
    private static final int DIRECTORY = HandmadePackage.DIRECTORY;
    private static final int LINK = HandmadePackage.LINK;

    private static Gpg gpg;
    private static Keyring keyring;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeKeys() throws IOException {
        gpg = Gpg.create().key("release@example.org", "ed25519").key("other@example.org", "ed25519");
        keyring = Keyring.of(gpg.publicKey("release@example.org"));
    }

    @AfterAll
    static void close() {
        gpg.close();
    }

    private static byte[] sign(byte[] header) throws IOException {
        return gpg.sign("release@example.org", header);
    }

    private UnpackedTree unpack(Path file) throws IOException {
        VerifiedPackage verified = new PackageVerifier(keyring, Clock.systemUTC()).verify(file);
        return PackageUnpacker.unpack(verified, ROOT, directory.resolve("work/out"));
    }

    /** Unpacking it fails for that reason, and nothing but the package is there afterwards. */
    private void assertRefused(HandmadePackage made, String words) throws IOException {
        assertRefused(
                made.write(directory.resolve("hostile.rpm"), HostilePackageTest::sign), Reason.PACKAGE_REFUSED, words);
    }

    private void assertRefused(Path file, Reason reason, String words) throws IOException {
        Files.createDirectories(directory.resolve("work"));
        Failure failure = catchThrowableOfType(Failure.class, () -> unpack(file));
        assertThat(failure).as("it was accepted").isNotNull();
        assertThat(failure.reason()).as(failure.sentence()).isEqualTo(reason);
        assertThat(failure.sentence())
                .contains(words)
                .contains(file.getFileName().toString());
        try (Stream<Path> left = Files.walk(directory)) {
            assertThat(left.filter(path -> !path.equals(directory) && !path.equals(file)))
                    .containsExactly(directory.resolve("work"));
        }
    }

    @Test
    void anOrdinaryOneIsUnpacked() throws IOException {
        Files.createDirectories(directory.resolve("work"));
        Path file = HandmadePackage.ordinary()
                .add(ROOT + "/up", LINK, "manifests/init.pp")
                .add(ROOT + "/manifests/down", LINK, "../up")
                .write(directory.resolve("good.rpm"), HostilePackageTest::sign);
        assertThat(unpack(file).entries()).hasSize(4);
        assertThat(directory.resolve("work/out/manifests/down")).hasContent("class demo {}");
        Path keys = Files.createDirectories(directory.resolve("keys"));
        Path key = Files.write(keys.resolve("key.asc"), gpg.publicKey("release@example.org"));
        Command.of("rpmkeys", "--dbpath", keys.toString(), "--import", key.toString())
                .run();
        assertThat(Command.of(
                                "rpmkeys",
                                "--dbpath",
                                keys.toString(),
                                "-D",
                                "_pkgverify_level all",
                                "-K",
                                file.toString())
                        .run()
                        .out())
                .as("what is made by hand is a package to rpm, too")
                .contains("digests signatures OK");
    }

    @Test
    void aPathWithStepsUp() throws IOException {
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/../../evil", FILE, "x"), "no path inside a tree");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/manifests/..", DIRECTORY, ""), "no path inside a tree");
    }

    @Test
    void aPathElsewhere() throws IOException {
        assertRefused(HandmadePackage.ordinary().add("/etc/cron.d/evil", FILE, "x"), "not below " + ROOT);
        assertRefused(HandmadePackage.ordinary().add(ROOT + "evil", FILE, "x"), "not below " + ROOT);
        assertRefused(HandmadePackage.ordinary().add("etc/evil", FILE, "x"), "not below " + ROOT);
    }

    @Test
    void aPathWithAnEmptyOrADotPart() throws IOException {
        assertRefused(HandmadePackage.ordinary().add(ROOT + "//evil", FILE, "x"), "no path inside a tree");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/./evil", FILE, "x"), "no path inside a tree");
    }

    @Test
    void aNameThatIsNotOneEverywhere() throws IOException {
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/a\nb", FILE, "x"), "control characters");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/a\\b", FILE, "x"), "no path inside a tree");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/" + "n".repeat(256), FILE, "x"), "too long");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/MANIFESTS", FILE, "x"), "differs only in spelling");
        assertRefused(
                HandmadePackage.ordinary().add(ROOT + "/\u00e9", FILE, "x").add(ROOT + "/e\u0301", FILE, "x"),
                "differs only in spelling");
    }

    @Test
    void aLinkThatLeadsOut() throws IOException {
        for (String target : List.of(
                "/etc/passwd", "../../etc", "..", "manifests/../..", "manifests/../../x", "a//b", "./x", "a/..")) {
            assertRefused(HandmadePackage.ordinary().add(ROOT + "/link", LINK, target), "may lead out of its tree");
        }
    }

    @Test
    void aFileWrittenThroughALink() throws IOException {
        assertRefused(
                HandmadePackage.ordinary()
                        .add(ROOT + "/link", LINK, "manifests")
                        .add(ROOT + "/link/evil.pp", FILE, "x"),
                "but not its directory");
        assertRefused(
                HandmadePackage.ordinary()
                        .inTable(ROOT + "/link", LINK, "manifests")
                        .inPayload(ROOT + "/link", LINK, "/etc", 1),
                "another mode or size");
    }

    @Test
    void aPathThatIsFileAndLink() throws IOException {
        assertRefused(
                HandmadePackage.ordinary().add(ROOT + "/a", LINK, "manifests").add(ROOT + "/a", FILE, "x"), "twice");
    }

    @Test
    void specialFilesAndBits() throws IOException {
        assertRefused(
                HandmadePackage.ordinary().add(ROOT + "/device", 0020666, ""), "neither file, directory nor link");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/disk", 0060660, ""), "neither file, directory nor link");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/fifo", 0010644, ""), "neither file, directory nor link");
        assertRefused(
                HandmadePackage.ordinary().add(ROOT + "/socket", 0140755, ""), "neither file, directory nor link");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/su", 0104755, "x"), "setuid");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/sg", 0102755, "x"), "setgid");
        assertRefused(HandmadePackage.ordinary().add(ROOT + "/tmp", 0041777, ""), "sticky");
    }

    @Test
    void hardLinks() throws IOException {
        assertRefused(
                HandmadePackage.ordinary().inTable(ROOT + "/twin", FILE, "x").inPayload(ROOT + "/twin", FILE, "x", 2),
                "more than one name");
    }

    @Test
    void aPayloadThatIsNotWhatTheTableSays() throws IOException {
        assertRefused(HandmadePackage.ordinary().inPayload(ROOT + "/more", FILE, "x", 1), "does not list");
        assertRefused(HandmadePackage.ordinary().inPayload("/etc/evil", FILE, "x", 1), "does not list");
        assertRefused(HandmadePackage.ordinary().inTable(ROOT + "/less", FILE, "x"), "not in its payload");
        assertRefused(
                HandmadePackage.ordinary().inTable(ROOT + "/a", FILE, "x").inPayload(ROOT + "/a", FILE, "y", 1),
                "another content");
        assertRefused(
                HandmadePackage.ordinary().inTable(ROOT + "/a", FILE, "x").inPayload(ROOT + "/a", 0100755, "x", 1),
                "another mode");
        assertRefused(
                HandmadePackage.ordinary().add(ROOT + "/a", FILE, "x").inPayload(ROOT + "/a", FILE, "x", 1),
                "does not list");
    }

    @Test
    void filesThatAreListedButNotBrought() throws IOException {
        assertRefused(HandmadePackage.ordinary().flags(1 << 6), "without bringing it");
    }

    @Test
    void scripts() throws IOException {
        assertRefused(HandmadePackage.ordinary().script(RpmTag.PREIN), "has a script");
        assertRefused(HandmadePackage.ordinary().script(RpmTag.POSTTRANS), "has a script");
    }

    @Test
    void aBomb() throws IOException {
        assertRefused(
                HandmadePackage.ordinary().add(ROOT + "/zeros", FILE, "0".repeat(20 << 20)), "200 times its size");
        assertRefused(
                HandmadePackage.ordinary()
                        .inTable(ROOT + "/a", FILE, "x")
                        .inPayload(ROOT + "/a", FILE, "0".repeat(1 << 24), 1),
                "another mode or size");
        assertRefused(HandmadePackage.ordinary().behindTheArchive("0".repeat(1 << 24)), "behind the end");
    }

    @Test
    void filesOverTheLimits() throws IOException {
        int limit = 64 << 20;
        assertRefused(HandmadePackage.ordinary().claiming(ROOT + "/large", limit + 1), "larger than 64 MiB");
        assertRefused(HandmadePackage.ordinary().claiming(ROOT + "/large", limit), "200 times its size");
        assertRefused(HandmadePackage.ordinary().claiming(ROOT + "/large", 1 << 20), "200 times its size");
        assertRefused(HandmadePackage.ordinary().claiming(ROOT + "/large", 1000), "another mode or size");
        HandmadePackage many = HandmadePackage.ordinary();
        for (int i = 0; i < 16; i++) {
            many.claiming(ROOT + "/large" + i, limit);
        }
        assertRefused(many, "unpacks to more than 1024 MiB");
    }

    @Test
    void bytesBehindTheArchive() throws IOException {
        assertRefused(HandmadePackage.ordinary().behindTheArchive("x"), "behind the end");
    }

    @Test
    void bytesBehindThePayload() throws IOException {
        Path file = HandmadePackage.ordinary()
                .behindThePayload("junk")
                .write(directory.resolve("junk.rpm"), HostilePackageTest::sign);
        assertRefused(file, Reason.UNVERIFIED, "not the one that was signed");
    }

    @Test
    void aTruncatedPackage() throws IOException {
        Path whole = HandmadePackage.ordinary().write(directory.resolve("cut.rpm"), HostilePackageTest::sign);
        byte[] bytes = Files.readAllBytes(whole);
        for (int length : new int[] {0, 4, 95, 96, 100, 111, 200, 600, bytes.length - 200, bytes.length - 1}) {
            Files.write(whole, Arrays.copyOf(bytes, length));
            assertRefused(whole, Reason.UNVERIFIED, "cut.rpm");
        }
    }

    @Test
    void somethingThatIsNoPackage() throws IOException {
        Path page = Files.writeString(directory.resolve("page.rpm"), "<html>" + "not found ".repeat(100) + "</html>");
        assertRefused(page, Reason.UNVERIFIED, "is not an RPM package");
        Files.delete(page);
        Path fifo = directory.resolve("fifo.rpm");
        Command.of("mkfifo", fifo.toString()).run();
        assertRefused(fifo, Reason.UNVERIFIED, "is not a regular file");
    }

    @Test
    void aForeignKey() throws IOException {
        Path file = HandmadePackage.ordinary()
                .write(directory.resolve("foreign.rpm"), header -> gpg.sign("other@example.org", header));
        Failure failure = catchThrowableOfType(Failure.class, () -> unpack(file));
        assertThat(failure.reason()).isEqualTo(Reason.UNVERIFIED);
        assertThat(failure.sentence())
                .contains("package puppet-module-example-demo-1.0.0-1")
                .contains(gpg.fingerprint("other@example.org").substring(24))
                .contains("not in the keyring");
    }

    @Test
    void aSignatureOverAnotherHeader() throws IOException {
        Path file = HandmadePackage.ordinary()
                .write(directory.resolve("wrong.rpm"), header -> sign("something else".getBytes()));
        Failure failure = catchThrowableOfType(Failure.class, () -> unpack(file));
        assertThat(failure.sentence()).contains("does not fit what it signs");
    }

    @Test
    void anotherNameThanOneCanHave() throws IOException {
        Path file = HandmadePackage.ordinary()
                .name("../evil")
                .write(directory.resolve("name.rpm"), HostilePackageTest::sign);
        assertRefused(file, Reason.UNVERIFIED, "no usable name");
    }
}
