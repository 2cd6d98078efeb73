package org.stringless.packager.rpm;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.stringless.io.file.Sha256;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.keys.KeyAlgorithm;
import org.stringless.packager.keys.SigningKey;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.rpm.PackageVerifier;

/**
 * Signs packages: only the signature header is written anew, header and payload stay as they are. Redline's own signing is SHA-1, only knows
 * RSA-2048, and spoils one package in two hundred; hence this step.
 */
public final class RpmSigner {
    private static final int LEAD = 96;
    private static final int INTRO = 16;

    private final SigningKey key;
    private final Keyring ownKey;

    /** Signs with this key; safe for several threads. */
    public RpmSigner(SigningKey key) {
        this.key = key;
        this.ownKey = Keyring.of(key.publicKey());
    }

    /**
     * Gives the package its signature and its name, in one step over whatever has that name, and removes the unsigned one. The signature is as
     * old as the package, or as the key when that is younger: the same package and key give the same bytes. Before it gets its name, the
     * package is verified as a node will.
     */
    public SignedRpm sign(UnsignedRpm unsigned) throws IOException {
        Path file = unsigned.file().resolveSibling(unsigned.fileName());
        Path aside = unsigned.file().resolveSibling("." + unsigned.fileName() + ".signed");
        try {
            String sha256 = Sha256.hex(rewrite(unsigned, aside));
            new PackageVerifier(ownKey, Clock.fixed(key.timeOfSignature(unsigned.buildTime()), ZoneOffset.UTC))
                    .verify(aside);
            PackagePin pin = new PackagePin(unsigned.name(), sha256, Files.size(aside));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            return new SignedRpm(file, pin);
        } finally {
            Files.deleteIfExists(aside);
            Files.deleteIfExists(unsigned.file());
        }
    }

    /** Writes the package with its new signature; its digest comes back. */
    private byte[] rewrite(UnsignedRpm unsigned, Path aside) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(unsigned.file()));
                OutputStream out = new DigestOutputStream(Files.newOutputStream(aside), digest)) {
            byte[] lead = in.readNBytes(LEAD);
            byte[] old = header(in);
            in.skipNBytes(-old.length & 7);
            SignatureHeader signatures = SignatureHeader.parse(ByteBuffer.wrap(old));
            byte[] header = header(in);
            byte[] signature = key.sign(header, unsigned.buildTime());
            signatures.sign(
                    key.algorithm() == KeyAlgorithm.ED25519 ? SignatureHeader.EDDSA : SignatureHeader.RSA, signature);
            out.write(lead);
            out.write(signatures.bytes());
            out.write(header);
            in.transferTo(out);
        }
        return digest.digest();
    }

    private static byte[] header(InputStream in) throws IOException {
        byte[] intro = in.readNBytes(INTRO);
        if (intro.length < INTRO) {
            throw new EOFException("the package ends inside a header");
        }
        int length = SignatureHeader.length(ByteBuffer.wrap(intro));
        byte[] header = Arrays.copyOf(intro, length);
        if (in.readNBytes(header, INTRO, length - INTRO) < length - INTRO) {
            throw new EOFException("the package ends inside a header");
        }
        return header;
    }
}
