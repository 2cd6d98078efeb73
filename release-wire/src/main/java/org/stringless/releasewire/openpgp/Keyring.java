package org.stringless.releasewire.openpgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.util.Properties;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * The keys of one role. A signature counts when one of exactly these keys made it, with SHA-256 or better, and the key was neither expired
 * nor revoked, neither when it signed nor when we look. Safe for several threads.
 */
public final class Keyring {
    private static final OpenPGPPolicy POLICY = policy();
    private static final OpenPGPImplementation OPENPGP = new BcOpenPGPImplementation().setPolicy(POLICY);
    /** How far a signer's clock may be ahead of ours. */
    public static final Duration CLOCK_SKEW = Duration.ofHours(1);

    // Bouncy Castle proves at each first use of an RSA key that its modulus is composite, which costs more than all
    // else a small command does.
    // Whose keys are in a keyring is an administrator's choice; a modulus that is no product would only make signatures
    // fail.
    private static final String NO_PROOF_OF_MODULUS = "org.bouncycastle.rsa.allow_unsafe_mod";

    private final List<OpenPGPCertificate> certificates;

    private Keyring(List<OpenPGPCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /**
     * The public keys in a directory's {@code *.asc} files.
     *
     * @throws Failure {@link Reason#KEY_REFUSED} when there is none, or a file that cannot be read as one
     */
    public static Keyring load(Path directory) {
        List<OpenPGPCertificate> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".asc"))
                    .sorted()
                    .toList()) {
                found.addAll(parse(Files.readAllBytes(file), file.toString()));
            }
        } catch (IOException e) {
            throw noKeys(directory, e);
        }
        if (found.isEmpty()) {
            throw noKeys(directory, null);
        }
        return new Keyring(found);
    }

    /** The public keys in these ASCII-armoured blocks; {@link Reason#KEY_REFUSED} when one cannot be read. */
    public static Keyring of(byte[]... armoured) {
        List<OpenPGPCertificate> found = new ArrayList<>();
        for (byte[] block : armoured) {
            found.addAll(parse(block, "a key"));
        }
        return new Keyring(found);
    }

    /** The keys' fingerprints, 40 upper-case hexadecimal digits each, as gpg prints them. */
    public List<String> fingerprints() {
        return certificates.stream().map(Keyring::fingerprint).toList();
    }

    /**
     * Proves that one of these keys signed these bytes.
     *
     * @param signature one detached signature, binary or ASCII-armoured
     * @param at the time to judge the key by
     * @return the signer's fingerprint, as in {@link #fingerprints()}
     * @throws Failure {@link Reason#UNVERIFIED} with the cause
     */
    public String verify(byte[] signed, byte[] signature, Instant at) {
        return verify("document", signed, signature, at);
    }

    /** The same for a thing with a name, as in "package a-1-1", which the failure's sentence gives. */
    public String verify(String what, byte[] signed, byte[] signature, Instant at) {
        try {
            return fingerprint(signer(DetachedSignature.parse(signature), signed, at));
        } catch (SignatureRejectedException e) {
            throw new Failure(
                    Reason.UNVERIFIED,
                    "The signature of the " + what + " " + e.getMessage() + ".",
                    "See 'stringless keys list' for the keys that count, and who signed it.",
                    e);
        } catch (IOException | PGPException | RuntimeException e) {
            // The library throws anything for bytes that are no OpenPGP packet.
            throw new Failure(
                    Reason.UNVERIFIED,
                    "The signature of the " + what + " cannot be read.",
                    "See 'stringless keys list' for the keys that count, and who signed it.",
                    e);
        }
    }

    // One at a time: the library's certificates check themselves when first asked, and half-checked they look invalid
    // to another thread.
    private synchronized OpenPGPCertificate signer(DetachedSignature signature, byte[] signed, Instant at)
            throws SignatureRejectedException, IOException, PGPException {
        Properties.setThreadOverride(NO_PROOF_OF_MODULUS, true);
        try {
            return checkedSigner(signature, signed, at);
        } finally {
            Properties.removeThreadOverride(NO_PROOF_OF_MODULUS);
        }
    }

    private OpenPGPCertificate checkedSigner(DetachedSignature signature, byte[] signed, Instant at)
            throws SignatureRejectedException, IOException, PGPException {
        OpenPGPCertificate certificate = certificateOf(signature);
        List<String> troubles = new ArrayList<>();
        List<OpenPGPDocumentSignature> checked = new OpenPGPDetachedSignatureProcessor(OPENPGP, POLICY)
                .addVerificationCertificate(certificate)
                .addSignature(signature.packet())
                .verifyNotAfter(Date.from(at.plus(CLOCK_SKEW)))
                .setExceptionCallback(e -> troubles.add(String.valueOf(e.getMessage())))
                .process(new ByteArrayInputStream(signed));
        if (signature.created().isAfter(at.plus(CLOCK_SKEW))) {
            throw new SignatureRejectedException("is of " + signature.created() + ", which is in the future");
        }
        if (checked.size() != 1) {
            throw new SignatureRejectedException("is not good enough: "
                    + troubles.stream()
                            .findFirst()
                            .orElse("the key may not sign")
                            .replaceFirst("\\.$", ""));
        }
        OpenPGPDocumentSignature result = checked.get(0);
        if (!result.isTestedCorrect() || !signature.prefixFits(signed)) {
            throw new SignatureRejectedException("does not fit what it signs");
        }
        checkIssuer(signature, result);
        checkValid(result, at);
        return certificate;
    }

    private OpenPGPCertificate certificateOf(DetachedSignature signature) throws SignatureRejectedException {
        for (KeyIdentifier issuer : signature.issuers()) {
            for (OpenPGPCertificate certificate : certificates) {
                if (certificate.getKey(issuer) != null) {
                    return certificate;
                }
            }
        }
        throw new SignatureRejectedException("is by key "
                + signature.issuers().stream()
                        .findFirst()
                        .map(issuer -> Long.toHexString(issuer.getKeyId()).toUpperCase(Locale.ROOT))
                        .orElse("nobody")
                + ", which is not in the keyring");
    }

    // A signature that names two keys could be taken for one's by us and for the other's by rpm.
    private static void checkIssuer(DetachedSignature signature, OpenPGPDocumentSignature result)
            throws SignatureRejectedException {
        for (KeyIdentifier issuer : signature.issuers()) {
            if (!issuer.matchesExplicit(result.getIssuer().getKeyIdentifier())) {
                throw new SignatureRejectedException("names more than one key");
            }
        }
    }

    private static void checkValid(OpenPGPDocumentSignature result, Instant at)
            throws SignatureRejectedException, PGPException {
        Instant created = result.getCreationTime().toInstant();
        Instant judged = at.isAfter(created) ? at : created;
        if (!result.isValid(POLICY)) {
            throw new SignatureRejectedException("was made by a key that was not valid then, or may not sign");
        }
        if (!result.isEffectiveAt(Date.from(judged)) || !result.isValidAt(Date.from(judged), POLICY)) {
            throw new SignatureRejectedException("is by a key that has expired or was revoked");
        }
    }

    private static OpenPGPPolicy policy() {
        return new OpenPGPDefaultPolicy()
                .rejectHashAlgorithm(HashAlgorithmTags.MD5)
                .rejectHashAlgorithm(HashAlgorithmTags.SHA1)
                .rejectHashAlgorithm(HashAlgorithmTags.RIPEMD160)
                .rejectHashAlgorithm(HashAlgorithmTags.SHA224)
                .acceptPublicKeyAlgorithmWithMinimalStrength(PublicKeyAlgorithmTags.RSA_GENERAL, 2048);
    }

    private static List<OpenPGPCertificate> parse(byte[] armoured, String what) {
        try {
            List<OpenPGPCertificate> certificates = new OpenPGPKeyReader(OPENPGP, POLICY).parseCertificates(armoured);
            if (certificates.isEmpty()) {
                throw new IOException("it holds no public key");
            }
            return certificates;
        } catch (IOException | RuntimeException e) {
            throw new Failure(
                    Reason.KEY_REFUSED,
                    "Public key " + what + " cannot be used: " + e.getMessage() + ".",
                    "Put an ASCII-armoured OpenPGP public key there.",
                    e);
        }
    }

    private static Failure noKeys(Path directory, @Nullable IOException cause) {
        String sentence = "There is no public key in " + directory + ".";
        String next = "Put the signer's public keys there as *.asc files.";
        return cause == null
                ? new Failure(Reason.KEY_REFUSED, sentence, next)
                : new Failure(Reason.KEY_REFUSED, sentence, next, cause);
    }

    private static String fingerprint(OpenPGPCertificate certificate) {
        return HexFormat.of().withUpperCase().formatHex(certificate.getFingerprint());
    }
}
