package org.stringless.releasewire.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.rpm.Gpg;
import org.stringless.fixtures.rpm.RpmBuild;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;
import org.stringless.releasewire.openpgp.Keyring;

/** Packages made by the real rpmbuild and rpmsign. */
class RealPackageTest {
    private static final String PREFIX = "/usr/share/puppet/modules/demo";

    @TempDir
    static Path directory;

    private static Gpg gpg;
    private static Path rsa;
    private static Path ed25519;
    private static Keyring keyring;

    @BeforeAll
    static void buildAndSign() throws IOException {
        gpg = Gpg.create().key("rsa@example.org", "rsa4096").key("ed@example.org", "ed25519");
        keyring = Keyring.of(gpg.publicKey("rsa@example.org"), gpg.publicKey("ed@example.org"));
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.createDirectories(tree.resolve("files/empty"));
        Files.createDirectories(tree.resolve("manifests"));
        Files.writeString(tree.resolve("manifests/init.pp"), "class demo {}\n");
        Files.writeString(tree.resolve("manifests/größe $x.pp"), "# a name with a blank, a dollar and umlauts\n");
        Files.writeString(tree.resolve("files/secret"), "x");
        Files.setPosixFilePermissions(tree.resolve("files/secret"), PosixFilePermissions.fromString("rw-r-----"));
        Path script = Files.writeString(tree.resolve("files/run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(tree.resolve("files/nothing"), "");
        Files.createSymbolicLink(tree.resolve("files/link.pp"), Path.of("../manifests/init.pp"));
        Path built = new RpmBuild("puppet-module-example-demo", "1.2.3~rc1")
                .line("Epoch: 2")
                .tree(PREFIX, tree)
                .build(directory.resolve("build"));
        rsa = gpg.signPackage("rsa@example.org", Files.copy(built, directory.resolve("rsa.rpm")));
        ed25519 = gpg.signPackage("ed@example.org", Files.copy(built, directory.resolve("ed25519.rpm")));
    }

    @AfterAll
    static void close() {
        gpg.close();
    }

    private static PackageVerifier verifier() {
        return new PackageVerifier(keyring, Clock.systemUTC());
    }

    @Test
    void theSignerOfAPackageIsNamed() throws IOException {
        assertThat(verifier().verify(rsa).signer()).isEqualTo(gpg.fingerprint("rsa@example.org"));
        assertThat(verifier().verify(ed25519).signer()).isEqualTo(gpg.fingerprint("ed@example.org"));
        assertThat(verifier().verify(rsa).name())
                .isEqualTo(new PackageName("puppet-module-example-demo", 2, "1.2.3~rc1", "1"));
    }

    @Test
    void whatIsUnpackedIsWhatRpmInstalls() throws IOException {
        Path root = Files.createDirectories(directory.resolve("installed"));
        Command.of("rpm", "--root", root.toString(), "--nodeps", "--nosignature", "-i", rsa.toString())
                .run();
        Path unpacked = directory.resolve("unpacked");
        UnpackedTree tree = PackageUnpacker.unpack(verifier().verify(rsa), PREFIX, unpacked);
        assertThat(Command.of("diff", "-r", "--no-dereference", unpacked.toString(), root + PREFIX)
                        .run()
                        .out())
                .isEmpty();
        assertThat(tree.entries()).hasSize(9);
        assertThat(tree.bytes()).isEqualTo(14 + 44 + 1 + 10);
        assertThat(mode("files/run.sh")).isEqualTo("rwxr-xr-x");
        assertThat(mode("files/secret")).isEqualTo("rw-r--r--");
        assertThat(mode("files/empty")).isEqualTo("rwxr-xr-x");
        assertThat(Files.readSymbolicLink(unpacked.resolve("files/link.pp"))).hasToString("../manifests/init.pp");
    }

    private static String mode(String path) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("unpacked").resolve(path), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void oneFileIsReadWithoutUnpacking() throws IOException {
        VerifiedPackage verified = verifier().verify(ed25519);
        assertThat(verified.readFile(PREFIX + "/manifests/init.pp", 1024))
                .asString()
                .isEqualTo("class demo {}\n");
        assertThatThrownBy(() -> verified.readFile(PREFIX + "/manifests/init.pp", 13))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("13 bytes");
    }

    @Test
    void anUnsignedPackageIsRefused() {
        assertThatThrownBy(() -> verifier()
                        .verify(directory.resolve("build/noarch/puppet-module-example-demo-1.2.3~rc1-1.noarch.rpm")))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNVERIFIED))
                .hasMessageContaining("carries no signature");
    }

    @Test
    void nothingIsAcceptedThatRpmkeysRefuses() throws IOException {
        Path database = importKeys();
        for (Path original : List.of(rsa, ed25519)) {
            byte[] bytes = Files.readAllBytes(original);
            List<String> accepted = new ArrayList<>();
            int headerBegins = (int) RpmPackage.read(original).headerOffset();
            // Most of the signature header is room that rpmsign left over, all of it alike: a sample will do.
            for (int i = 0; i < bytes.length; i += i > headerBegins - 3500 && i < headerBegins - 64 ? 50 : 1) {
                // Each byte is flipped, in turn its lowest bit, its highest or all of them.
                int flip = new int[] {0x01, 0x80, 0xff}[i % 3];
                bytes[i] ^= (byte) flip;
                Path mutant = directory.resolve("mutant-" + i + "-" + original.getFileName());
                Files.write(mutant, bytes);
                bytes[i] ^= (byte) flip;
                if (accepts(mutant)) {
                    assertThat(i).as("an accepted change of a signed byte").isLessThan(headerBegins);
                    accepted.add(mutant.toString());
                } else {
                    Files.delete(mutant);
                }
            }
            assertThat(accepted).as("changes where nobody signs anything").isNotEmpty();
            for (int i = 0; i < accepted.size(); i += 500) {
                List<String> words = new ArrayList<>(List.of(
                        "rpmkeys", "--dbpath", database.toString(), "--define", "_pkgverify_level all", "--checksig"));
                words.addAll(accepted.subList(i, Math.min(accepted.size(), i + 500)));
                String verdicts = Command.of(words.toArray(String[]::new)).run().out();
                assertThat(verdicts.lines().filter(line -> !line.endsWith(": digests signatures OK")))
                        .isEmpty();
            }
            for (String path : accepted) {
                Files.delete(Path.of(path));
            }
        }
    }

    private static Path importKeys() throws IOException {
        Path database = Files.createDirectories(directory.resolve("rpmdb"));
        for (String address : List.of("rsa@example.org", "ed@example.org")) {
            Path key = Files.write(directory.resolve("key.asc"), gpg.publicKey(address));
            assertThat(Command.of("rpmkeys", "--dbpath", database.toString(), "--import", key.toString())
                            .run()
                            .exit())
                    .isZero();
        }
        return database;
    }

    private static boolean accepts(Path file) throws IOException {
        try {
            verifier().verify(file).checkPayload();
            return true;
        } catch (Failure e) {
            return false;
        }
    }
}
