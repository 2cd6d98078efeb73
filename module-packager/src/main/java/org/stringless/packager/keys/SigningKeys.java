package org.stringless.packager.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;
import org.stringless.io.file.DurableFile;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.keys.KeyRole;

/** The directory with a signer's keys: {@code <role>.key} secret, mode 0600, and {@code <role>.asc} public. */
public record SigningKeys(Path directory) {
    private static final int RSA_BITS = 4096;

    /** The secret key's file of a role. */
    public Path secret(KeyRole role) {
        return directory.resolve(role.code() + ".key");
    }

    /** The public key's file of a role. */
    public Path open(KeyRole role) {
        return directory.resolve(role.code() + ".asc");
    }

    /** Reads the key of a role; throws {@link Failure} with {@link Reason#KEY_REFUSED}. */
    public SigningKey load(KeyRole role) {
        return SigningKey.load(secret(role));
    }

    /** Whether there is a key of a role. */
    public boolean has(KeyRole role) {
        return Files.exists(secret(role), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(open(role), LinkOption.NOFOLLOW_LINKS);
    }

    /** Throws {@link Failure} with {@link Reason#KEY_REFUSED} when there is a key of this role. */
    public void refuseToOverwrite(KeyRole role) {
        if (has(role)) {
            throw new Failure(
                    Reason.KEY_REFUSED,
                    "There is a " + role.code() + " key in " + directory + " already.",
                    "Keep it, or name another directory with --keys.");
        }
    }

    /**
     * Makes a key for a role that has none; an existing one is never overwritten.
     *
     * @param userId what people will see, {@code Example Ltd. releases <ops@example.org>}
     */
    public SigningKey init(KeyRole role, KeyAlgorithm algorithm, String userId, Clock clock) throws IOException {
        refuseToOverwrite(role);
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        PGPSecretKeyRing ring;
        try {
            ring = ring(
                    pair(algorithm, Date.from(clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS))),
                    userId);
        } catch (PGPException | GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make a key: " + e.getMessage(), e);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour =
                ArmoredOutputStream.builder().clearHeaders().build(text)) {
            ring.encode(armour);
        }
        DurableFile.write(secret(role), text.toByteArray());
        SigningKey key = load(role);
        DurableFile.write(open(role), key.publicKey(), "rw-r--r--");
        return key;
    }

    private static PGPKeyPair pair(KeyAlgorithm algorithm, Date created) throws PGPException, GeneralSecurityException {
        if (algorithm == KeyAlgorithm.RSA4096) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return new JcaPGPKeyPair(
                    PublicKeyPacket.VERSION_4,
                    PublicKeyAlgorithmTags.RSA_GENERAL,
                    generator.generateKeyPair(),
                    created);
        }
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        // The older of OpenPGP's two forms of Ed25519: the one that rpm and gpg know.
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.EDDSA_LEGACY, generator.generateKeyPair(), created);
    }

    private static PGPSecretKeyRing ring(PGPKeyPair pair, String userId) throws PGPException {
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
        hashed.setPreferredHashAlgorithms(false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
        hashed.setIssuerFingerprint(false, pair.getPublicKey());
        // Valid from its first second, for that is how old the signature of an older package is.
        hashed.setSignatureCreationTime(false, pair.getPublicKey().getCreationTime());
        return new PGPKeyRingGenerator(
                        PGPSignature.POSITIVE_CERTIFICATION,
                        pair,
                        userId,
                        // Only the checksum of an unlocked secret key; the format allows no other digest.
                        new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                        hashed.generate(),
                        null,
                        new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                        null)
                .generateSecretKeyRing();
    }
}
