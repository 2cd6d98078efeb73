package org.stringless.packager.rpm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * The packed files of a package that has no header as yet.
 *
 * @param file holds the compressed archive and nothing else
 * @param size bytes of that file
 * @param unpackedSize bytes of the archive before its compression
 * @param sha256 of that file
 * @param unpackedSha256 of the archive before its compression
 * @param level of the compression
 */
record Payload(Path file, long size, long unpackedSize, String sha256, String unpackedSha256, String level) {
    /** Copies it to where the stream stands. */
    void copyTo(OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
        }
    }

    /** The digest of these bytes and the compressed archive behind them. */
    byte[] digest(MessageDigest digest, byte[] before) throws IOException {
        digest.update(before);
        copyTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return digest.digest();
    }
}
