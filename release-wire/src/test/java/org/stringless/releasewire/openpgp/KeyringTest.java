package org.stringless.releasewire.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.rpm.Gpg;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** Keys and signatures made by the real gpg. */
class KeyringTest {
    private static final byte[] DOCUMENT = "a document\n".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.now();

    private static Gpg gpg;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeKeys() throws IOException {
        gpg = Gpg.create()
                .key("ed@example.org", "ed25519")
                .key("rsa@example.org", "rsa4096")
                .key("weak@example.org", "rsa1024")
                .key("expired@example.org", "ed25519", "20200101T000000", "1y");
    }

    @AfterAll
    static void close() {
        gpg.close();
    }

    private static Keyring keyring(String address) throws IOException {
        return Keyring.of(gpg.publicKey(address));
    }

    private static void assertRefused(Keyring keyring, byte[] signature, Instant at, String words) {
        assertThatThrownBy(() -> keyring.verify(DOCUMENT, signature, at))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.UNVERIFIED);
                    assertThat(failure.sentence()).contains(words);
                });
    }

    @Test
    void aGoodSignatureNamesItsSigner() throws IOException {
        for (String address : new String[] {"ed@example.org", "rsa@example.org"}) {
            assertThat(keyring(address).verify(DOCUMENT, gpg.sign(address, DOCUMENT), NOW))
                    .isEqualTo(gpg.fingerprint(address));
        }
    }

    @Test
    void anArmouredSignatureIsAsGood() throws IOException {
        byte[] signature = gpg.sign("ed@example.org", DOCUMENT, "--armor");
        assertThat(signature).asString(StandardCharsets.US_ASCII).startsWith("-----BEGIN");
        assertThat(keyring("ed@example.org").verify(DOCUMENT, signature, NOW))
                .isEqualTo(gpg.fingerprint("ed@example.org"));
    }

    @Test
    void aSignatureByAnotherKeyIsRefused() throws IOException {
        assertRefused(keyring("rsa@example.org"), gpg.sign("ed@example.org", DOCUMENT), NOW, "not in the keyring");
    }

    @Test
    void aSignatureOfSomethingElseIsRefused() throws IOException {
        byte[] signature = gpg.sign("ed@example.org", "other\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(keyring("ed@example.org"), signature, NOW, "does not fit");
    }

    @Test
    void anExpiredKeyIsRefusedAlsoForWhatItSignedInTime() throws IOException {
        byte[] signature = gpg.sign("expired@example.org", DOCUMENT, "--faked-system-time", "20200601T000000");
        Keyring keyring = keyring("expired@example.org");
        assertThat(keyring.verify(DOCUMENT, signature, Instant.parse("2020-07-01T00:00:00Z")))
                .isEqualTo(gpg.fingerprint("expired@example.org"));
        assertRefused(keyring, signature, NOW, "expired or was revoked");
    }

    @Test
    void aSignatureFromBeforeItsKeyIsRefused() throws IOException {
        byte[] signature = gpg.sign(
                "ed@example.org", DOCUMENT, "--faked-system-time", "20200601T000000", "--ignore-time-conflict");
        assertRefused(keyring("ed@example.org"), signature, NOW, "is not good enough");
    }

    @Test
    void aSignatureFromTheFutureIsRefused() throws IOException {
        byte[] signature = gpg.sign("rsa@example.org", DOCUMENT);
        Keyring keyring = keyring("rsa@example.org");
        assertRefused(keyring, signature, NOW.minus(Duration.ofHours(2)), "in the future");
        assertThat(keyring.verify(DOCUMENT, signature, NOW.minus(Duration.ofMinutes(30))))
                .as("a signer's clock may be a little ahead")
                .isNotEmpty();
    }

    @Test
    void aRevokedKeyIsRefusedAlsoForWhatItSignedBefore() throws IOException {
        try (Gpg other = Gpg.create().key("revoked@example.org", "ed25519")) {
            byte[] signature = other.sign("revoked@example.org", DOCUMENT);
            assertThat(Keyring.of(other.publicKey("revoked@example.org")).verify(DOCUMENT, signature, NOW))
                    .isNotEmpty();
            other.revoke("revoked@example.org");
            assertRefused(Keyring.of(other.publicKey("revoked@example.org")), signature, NOW, "The signature of the");
        }
    }

    @Test
    void aWeakHashIsRefused() throws IOException {
        for (String hash : new String[] {"SHA1", "RIPEMD160", "SHA224"}) {
            byte[] signature = gpg.sign("rsa@example.org", DOCUMENT, "--digest-algo", hash);
            assertRefused(keyring("rsa@example.org"), signature, NOW, "is not good enough");
        }
    }

    @Test
    void aWeakKeyIsRefused() throws IOException {
        byte[] signature = gpg.sign("weak@example.org", DOCUMENT);
        assertRefused(keyring("weak@example.org"), signature, NOW, "is not good enough");
    }

    @Test
    void twoSignaturesWhereOneIsWantedAreRefused() throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(gpg.sign("ed@example.org", DOCUMENT));
        two.write(gpg.sign("rsa@example.org", DOCUMENT));
        assertRefused(keyring("ed@example.org"), two.toByteArray(), NOW, "is not one OpenPGP signature");
    }

    @Test
    void aSignatureOverATextIsRefused() throws IOException {
        byte[] signature = gpg.sign("ed@example.org", DOCUMENT, "--textmode");
        assertRefused(keyring("ed@example.org"), signature, NOW, "is not one over a document");
    }

    @Test
    void whatIsNoSignatureIsRefused() throws IOException {
        assertRefused(keyring("ed@example.org"), new byte[0], NOW, "The signature of the document");
        assertRefused(keyring("ed@example.org"), DOCUMENT, NOW, "The signature of the document");
        assertRefused(keyring("ed@example.org"), gpg.publicKey("ed@example.org"), NOW, "is not one OpenPGP signature");
        byte[] cut = gpg.sign("ed@example.org", DOCUMENT);
        assertRefused(keyring("ed@example.org"), java.util.Arrays.copyOf(cut, cut.length - 3), NOW, "cannot be read");
    }

    @Test
    void aDirectoryMayHoldSeveralKeysAlsoInOneFile() throws IOException {
        Files.write(directory.resolve("one.asc"), gpg.publicKey("ed@example.org"));
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(gpg.publicKey("rsa@example.org"));
        two.write(gpg.publicKey("weak@example.org"));
        Files.write(directory.resolve("two.asc"), two.toByteArray());
        Files.writeString(directory.resolve("README"), "not a key");
        assertThat(Keyring.load(directory).fingerprints())
                .containsExactly(
                        gpg.fingerprint("ed@example.org"),
                        gpg.fingerprint("rsa@example.org"),
                        gpg.fingerprint("weak@example.org"));
    }

    @Test
    void aDirectoryWithoutKeysIsAnError() throws IOException {
        assertThatThrownBy(() -> Keyring.load(directory))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_REFUSED));
        assertThatThrownBy(() -> Keyring.load(directory.resolve("missing")))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_REFUSED));
        Files.writeString(directory.resolve("bad.asc"), "not a key");
        assertThatThrownBy(() -> Keyring.load(directory))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("bad.asc");
    }
}
