package org.stringless.packager.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyConverter;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPPrivateKey;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.keys.PublicKeyFile;

/** A secret key without passphrase that signs with SHA-512, the same bytes at the same time always alike. Safe for several threads. */
public final class SigningKey {
    private final PublicKeyFile facts;
    private final KeyAlgorithm algorithm;
    private final PGPPublicKey publicKey;
    private final PGPPrivateKey privateKey;
    private final Instant validSince;

    private SigningKey(PublicKeyFile facts, KeyAlgorithm algorithm, PGPPublicKey publicKey, PGPPrivateKey privateKey) {
        this.facts = facts;
        this.algorithm = algorithm;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.validSince = certified(publicKey);
    }

    /** Reads a key file, armoured or not; throws {@link Failure} with {@link Reason#KEY_REFUSED}. */
    public static SigningKey load(Path keyFile) {
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(Files.readAllBytes(keyFile)))) {
            return of(new PGPSecretKeyRing(in, new BcKeyFingerprintCalculator()), keyFile);
        } catch (NoSuchFileException e) {
            throw new Failure(
                    Reason.KEY_REFUSED,
                    "The signing key " + keyFile + " does not exist.",
                    "Make one with 'stringless keys init', or name the keys' directory with --keys.",
                    e);
        } catch (IOException | PGPException e) {
            throw new Failure(
                    Reason.KEY_REFUSED,
                    keyFile + " holds no secret key that can be read.",
                    "Name a directory with keys made by 'stringless keys init'.",
                    e);
        }
    }

    private static SigningKey of(PGPSecretKeyRing ring, Path keyFile) throws PGPException {
        PGPSecretKey secret = ring.getSecretKey();
        if (secret.getKeyEncryptionAlgorithm() != SymmetricKeyAlgorithmTags.NULL) {
            throw new Failure(
                    Reason.KEY_REFUSED,
                    "The signing key " + keyFile + " is locked by a passphrase.",
                    "Export it without one into a file that only the signer can read.");
        }
        KeyAlgorithm algorithm = switch (secret.getPublicKey().getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL -> KeyAlgorithm.RSA4096;
            case PublicKeyAlgorithmTags.EDDSA_LEGACY -> KeyAlgorithm.ED25519;
            default ->
                throw new Failure(
                        Reason.KEY_REFUSED,
                        "The signing key " + keyFile + " is neither an RSA nor an Ed25519 key.",
                        "Make one with 'stringless keys init'.");
        };
        List<PGPPublicKey> publicKeys = new ArrayList<>();
        ring.getPublicKeys().forEachRemaining(publicKeys::add);
        return new SigningKey(
                PublicKeyFile.of(new PGPPublicKeyRing(publicKeys)),
                algorithm,
                secret.getPublicKey(),
                algorithm == KeyAlgorithm.RSA4096 ? javas(secret) : secret.extractPrivateKey(null));
    }

    /** The key in Java's own form, made once: Java's RSA hides each signature's time behind numbers that it keeps as long as the key's object. */
    private static PGPPrivateKey javas(PGPSecretKey secret) throws PGPException {
        return new JcaPGPPrivateKey(
                secret.getPublicKey(), new JcaPGPKeyConverter().getPrivateKey(secret.extractPrivateKey(null)));
    }

    /**
     * A detached signature, binary: one OpenPGP packet.
     *
     * @param time the signature's time; taken as {@link #validSince} when it lies before that, since verifiers refuse such
     */
    public byte[] sign(byte[] signed, Instant time) {
        PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
        hashed.setSignatureCreationTime(false, Date.from(timeOfSignature(time)));
        hashed.setIssuerFingerprint(false, publicKey);
        PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
        unhashed.setIssuerKeyID(false, publicKey.getKeyID());
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(signer(), publicKey);
            generator.init(PGPSignature.BINARY_DOCUMENT, privateKey);
            generator.setHashedSubpackets(hashed.generate());
            generator.setUnhashedSubpackets(unhashed.generate());
            generator.update(signed);
            return generator.generate().getEncoded();
        } catch (PGPException | IOException e) {
            throw new IllegalStateException("a key that was read cannot sign", e);
        }
    }

    /** The time a signature asked for at that time will carry. */
    public Instant timeOfSignature(Instant time) {
        return time.isBefore(validSince) ? validSince : time;
    }

    private PGPContentSignerBuilder signer() {
        // Java's own RSA takes two thirds of the time of Bouncy Castle's; its Ed25519 does not read the older form of
        // such keys.
        return algorithm == KeyAlgorithm.RSA4096
                ? new JcaPGPContentSignerBuilder(publicKey.getAlgorithm(), HashAlgorithmTags.SHA512)
                : new BcPGPContentSignerBuilder(publicKey.getAlgorithm(), HashAlgorithmTags.SHA512);
    }

    /** The same as text, for {@code .asc} files. */
    public byte[] signArmoured(byte[] signed, Instant time) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (OutputStream armour = ArmoredOutputStream.builder().clearHeaders().build(text)) {
            armour.write(sign(signed, time));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return text.toByteArray();
    }

    /** The public key as text, as {@code rpmkeys --import} and {@code gpg --import} take it. */
    public byte[] publicKey() {
        return facts.armoured().getBytes(StandardCharsets.US_ASCII);
    }

    /** 40 upper-case hexadecimal digits. */
    public String fingerprint() {
        return facts.fingerprint();
    }

    /** What kind of key. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** When its owner first certified it: no signature of it can be older. */
    public Instant validSince() {
        return validSince;
    }

    private static Instant certified(PGPPublicKey key) {
        Instant first = Instant.MAX;
        for (Iterator<PGPSignature> own = key.getSignaturesForKeyID(key.getKeyID()); own.hasNext(); ) {
            Instant time = own.next().getCreationTime().toInstant();
            first = time.isBefore(first) ? time : first;
        }
        Instant created = key.getCreationTime().toInstant();
        return first.equals(Instant.MAX) || first.isBefore(created) ? created : first;
    }
}
