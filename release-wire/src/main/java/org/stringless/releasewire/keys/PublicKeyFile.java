package org.stringless.releasewire.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.util.encoders.Hex;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * One public key.
 *
 * @param fingerprint 40 upper-case hexadecimal digits
 * @param algorithm {@code rsa4096}, {@code ed25519}
 * @param userId its first user id, empty when it has none
 * @param armoured the key as a file holds it, without anything private
 */
public record PublicKeyFile(
        String fingerprint,
        String algorithm,
        String userId,
        Instant created,
        Optional<Instant> expires,
        boolean revoked,
        String armoured) {

    /**
     * Reads all keys of a file, armoured or not.
     *
     * @param place the file, for messages
     * @throws Failure with {@link Reason#KEY_REFUSED} when it holds none, or a secret one, or anything else
     */
    public static List<PublicKeyFile> parse(byte[] bytes, String place) {
        List<PublicKeyFile> keys = new ArrayList<>();
        try {
            BcPGPObjectFactory objects =
                    new BcPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes)));
            for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                if (!(object instanceof PGPPublicKeyRing ring)) {
                    throw refused(place + " holds something other than public keys.", null);
                }
                keys.add(of(ring));
            }
        } catch (IOException | PGPException | RuntimeException e) {
            throw e instanceof Failure failure ? failure : refused(place + " holds no public key.", e);
        }
        if (keys.isEmpty()) {
            throw refused(place + " holds no public key.", null);
        }
        return keys;
    }

    /** Reads one key that Bouncy Castle holds. */
    public static PublicKeyFile of(PGPPublicKeyRing ring) throws PGPException {
        PGPPublicKey key = ring.getPublicKey();
        Instant created = key.getCreationTime().toInstant();
        long valid = key.getValidSeconds();
        Iterator<String> ids = key.getUserIDs();
        return new PublicKeyFile(
                Hex.toHexString(key.getFingerprint()).toUpperCase(Locale.ROOT),
                algorithm(key),
                ids.hasNext() ? ids.next() : "",
                created,
                valid == 0 ? Optional.empty() : Optional.of(created.plus(Duration.ofSeconds(valid))),
                key.hasRevocation(),
                armoured(ring));
    }

    private static String algorithm(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.RSA_GENERAL -> "rsa" + key.getBitStrength();
            case PublicKeyAlgorithmTags.EDDSA_LEGACY, PublicKeyAlgorithmTags.Ed25519 -> "ed25519";
            case PublicKeyAlgorithmTags.DSA -> "dsa" + key.getBitStrength();
            case PublicKeyAlgorithmTags.ECDSA -> "ecdsa" + key.getBitStrength();
            default -> "algorithm " + key.getAlgorithm();
        };
    }

    private static String armoured(PGPPublicKeyRing ring) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour =
                ArmoredOutputStream.builder().clearHeaders().build(text)) {
            ring.encode(armour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static Failure refused(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        String next = "Give the file that holds the signer's public key, such as release.asc.";
        return cause == null
                ? new Failure(Reason.KEY_REFUSED, sentence, next)
                : new Failure(Reason.KEY_REFUSED, sentence, next, cause);
    }
}
