package org.stringless.packager.rpm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import org.stringless.io.file.Sha256;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.keys.KeyAlgorithm;
import org.stringless.packager.keys.SigningKey;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.rpm.PackageVerifier;

/**
 * Signs packages, and so gives them their file. Redline's own signing is SHA-1, only knows RSA-2048, and spoils one package in two hundred;
 * hence this step.
 */
public final class RpmSigner {
    private final SigningKey key;
    private final Keyring ownKey;

    /** Signs with this key; safe for several threads. */
    public RpmSigner(SigningKey key) {
        this.key = key;
        this.ownKey = Keyring.of(key.publicKey());
    }

    /**
     * Writes the package with its signature, in one step over whatever has its name, and removes the payload's own file. The signature is as
     * old as the package, or as the key when that is younger: the same package and key give the same bytes. Before it gets its name, the
     * package is verified as a node will.
     */
    public SignedRpm sign(UnsignedRpm unsigned) throws IOException {
        Path file = unsigned.file();
        Path aside = file.resolveSibling("." + file.getFileName() + ".signed");
        try {
            String sha256 = Sha256.hex(write(unsigned, aside));
            new PackageVerifier(ownKey, Clock.fixed(key.timeOfSignature(unsigned.buildTime()), ZoneOffset.UTC))
                    .verify(aside);
            PackagePin pin = new PackagePin(unsigned.name(), sha256, Files.size(aside));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            return new SignedRpm(file, pin);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(aside);
            throw e;
        } finally {
            Files.deleteIfExists(unsigned.payload().file());
        }
    }

    /** Writes the package; its digest comes back. */
    private byte[] write(UnsignedRpm unsigned, Path aside) throws IOException {
        SignatureHeader signatures = SignatureHeader.of(unsigned.header(), unsigned.payload());
        byte[] signature = key.sign(unsigned.header(), unsigned.buildTime());
        if (key.algorithm() == KeyAlgorithm.ED25519) {
            signatures.signedByEdDsa(signature);
        } else {
            signatures.signedByRsa(signature);
        }
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(aside), digest)) {
            out.write(unsigned.lead());
            out.write(signatures.bytes());
            out.write(unsigned.header());
            unsigned.payload().copyTo(out);
        }
        return digest.digest();
    }
}
