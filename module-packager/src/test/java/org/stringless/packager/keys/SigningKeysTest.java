package org.stringless.packager.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.openpgp.Keyring;

class SigningKeysTest {
    private static final Instant NOW = Clock.systemUTC().instant();

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @EnumSource
    void makesKeysThatRpmAndGpgTake(KeyAlgorithm algorithm) throws Exception {
        SigningKeys keys = new SigningKeys(scratch.resolve("keys"));
        SigningKey key = keys.init(KeyRole.RELEASE, algorithm, "A test <test@example.org>", Clock.systemUTC());
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.secret(KeyRole.RELEASE))))
                .isEqualTo("rw-------");

        run(
                "rpmkeys",
                "--dbpath",
                scratch.resolve("db").toString(),
                "--import",
                keys.open(KeyRole.RELEASE).toString());
        Path message = Files.writeString(scratch.resolve("message"), "hello\n");
        Path signature = scratch.resolve("message.asc");
        Files.write(signature, key.signArmoured(Files.readAllBytes(message), NOW.plusSeconds(60)));
        Path home = Files.createDirectory(
                scratch.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        gpg(home, "--import", keys.open(KeyRole.RELEASE).toString());
        CommandResult verified = gpg(
                home,
                "--faked-system-time",
                "20991231T000000",
                "--status-fd",
                "1",
                "--verify",
                signature.toString(),
                message.toString());
        assertThat(verified.out()).contains("[GNUPG:] VALIDSIG " + key.fingerprint());
        // The secret key is one that gpg could take over, too.
        gpg(home, "--import", keys.secret(KeyRole.RELEASE).toString());
    }

    @Test
    void neverOverwritesAKey() throws Exception {
        SigningKeys keys = new SigningKeys(scratch);
        keys.init(KeyRole.CHANNEL, KeyAlgorithm.ED25519, "one", Clock.systemUTC());
        byte[] before = Files.readAllBytes(keys.secret(KeyRole.CHANNEL));
        assertRefused(() -> keys.init(KeyRole.CHANNEL, KeyAlgorithm.ED25519, "two", Clock.systemUTC()), "already");
        assertThat(Files.readAllBytes(keys.secret(KeyRole.CHANNEL))).isEqualTo(before);
    }

    @Test
    void signsTheSameBytesAlikeAndNeverBeforeTheKeyWasMade() throws Exception {
        SigningKey key = new SigningKeys(scratch).init(KeyRole.RELEASE, KeyAlgorithm.ED25519, "x", Clock.systemUTC());
        byte[] once = key.sign(new byte[] {1, 2, 3}, Instant.EPOCH);
        assertThat(key.sign(new byte[] {1, 2, 3}, key.validSince())).isEqualTo(once);
        assertThat(key.timeOfSignature(Instant.EPOCH)).isEqualTo(key.validSince());
    }

    @Test
    void saysWhyAKeyCannotBeUsed() throws Exception {
        assertRefused(() -> SigningKey.load(scratch.resolve("none.key")), "does not exist");
        Path rubbish = Files.writeString(scratch.resolve("rubbish.key"), "rubbish");
        assertRefused(() -> SigningKey.load(rubbish), "holds no secret key");
        Path home = Files.createDirectory(
                scratch.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        gpg(
                home,
                "--passphrase",
                "secret",
                "--pinentry-mode",
                "loopback",
                "--quick-gen-key",
                "locked",
                "ed25519",
                "sign");
        Path locked = scratch.resolve("locked.key");
        gpg(
                home,
                "--passphrase",
                "secret",
                "--pinentry-mode",
                "loopback",
                "--output",
                locked.toString(),
                "--armor",
                "--export-secret-keys");
        assertRefused(() -> SigningKey.load(locked), "locked by a passphrase");
    }

    @Test
    void signsWithAKeyThatGpgMade() throws Exception {
        Path home = Files.createDirectory(
                scratch.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        gpg(home, "--passphrase", "", "--pinentry-mode", "loopback", "--quick-gen-key", "theirs", "rsa2048", "sign");
        Path exported = scratch.resolve("theirs.key");
        gpg(home, "--output", exported.toString(), "--armor", "--export-secret-keys");
        Path message = Files.writeString(scratch.resolve("message"), "hello\n");
        Path signature = scratch.resolve("message.sig");
        Files.write(signature, SigningKey.load(exported).sign(Files.readAllBytes(message), Instant.EPOCH));
        gpg(home, "--verify", signature.toString(), message.toString());
    }

    @Test
    void manyThreadsMaySignAndVerifyWithOneKey() throws Exception {
        SigningKey key = new SigningKeys(scratch).init(KeyRole.RELEASE, KeyAlgorithm.ED25519, "x", Clock.systemUTC());
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 50; round++) {
                Keyring fresh = Keyring.of(key.publicKey());
                Callable<String> task = () -> fresh.verify(new byte[] {1}, key.sign(new byte[] {1}, NOW), NOW);
                for (Future<String> signer : workers.invokeAll(Collections.nCopies(4, task))) {
                    assertThat(signer.get()).isEqualToIgnoringCase(key.fingerprint());
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.KEY_REFUSED);
            assertThat(failure.sentence()).contains(words);
        });
    }

    private static CommandResult gpg(Path home, String... words) throws Exception {
        String[] all = new String[words.length + 4];
        all[0] = "gpg";
        all[1] = "--batch";
        all[2] = "--homedir";
        all[3] = home.toString();
        System.arraycopy(words, 0, all, 4, words.length);
        return run(all);
    }

    private static CommandResult run(String... words) throws Exception {
        CommandResult result = Command.of(words).run();
        assertThat(result.exit()).as(result.err()).isZero();
        return result;
    }
}
