package org.stringless.packager.rpm;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.stringless.io.file.Sha256;

/**
 * Gives a package that Redline wrote a payload by xz instead of gzip: a sixth smaller for programs. Every rpm since 4.6 takes it; what nodes
 * read for themselves stays gzip.
 */
final class XzPayload {
    /** Of the main header; its value is xz already, the length of all entries stays as it is. */
    private static final int FLAGS = 1126;

    private static final int DIGEST = 5092;
    private static final int DIGEST_OF_UNPACKED = 5097;
    private static final int SHA1_OF_HEADER = 269;
    private static final int SHA256_OF_HEADER = 273;
    private static final int SIZE = 1000;
    private static final int MD5 = 1004;
    private static final int LEAD = 96;
    private static final int INTRO = 16;
    private static final int ENTRY = 16;

    private final Path rpm;
    private final Path payload;
    private final Path packed;

    XzPayload(Path rpm) {
        this.rpm = rpm;
        this.payload = rpm.resolveSibling(rpm.getFileName() + ".cpio");
        this.packed = rpm.resolveSibling(payload.getFileName() + ".xz");
    }

    /** Rewrites the unsigned package in place. */
    void write() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(rpm))) {
            byte[] lead = in.readNBytes(LEAD);
            byte[] signatures = header(in);
            in.skipNBytes(-signatures.length & 7);
            byte[] header = header(in);
            put(header, DIGEST_OF_UNPACKED, unpack(in));
            XzFile.pack(payload);
            put(header, DIGEST, Sha256.of(packed));
            put(header, FLAGS, "1");
            Path whole = rpm.resolveSibling(rpm.getFileName() + ".whole");
            try (OutputStream out = Files.newOutputStream(whole)) {
                out.write(lead);
                out.write(signatures(signatures, header));
                out.write(header);
                Files.copy(packed, out);
            }
            Files.move(whole, rpm, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(payload);
            Files.deleteIfExists(packed);
        }
    }

    private String unpack(InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(payload), digest)) {
            new GZIPInputStream(in, 1 << 16).transferTo(out);
        }
        return Sha256.hex(digest.digest());
    }

    private byte[] signatures(byte[] old, byte[] header) throws IOException {
        SignatureHeader signatures = SignatureHeader.parse(ByteBuffer.wrap(old));
        MessageDigest md5 = digest("MD5");
        md5.update(header);
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), md5)) {
            Files.copy(packed, out);
        }
        signatures.put(SHA1_OF_HEADER, text(digest("SHA-1").digest(header)));
        signatures.put(SHA256_OF_HEADER, text(Sha256.digest().digest(header)));
        signatures.put(MD5, md5.digest());
        int size = Math.toIntExact(header.length + Files.size(packed));
        signatures.put(SIZE, ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
        return signatures.bytes();
    }

    private static void put(byte[] header, int tag, String value) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(header);
        int count = bytes.getInt(8);
        for (int i = 0; i < count; i++) {
            int at = INTRO + ENTRY * i;
            if (bytes.getInt(at) == tag) {
                bytes.put(INTRO + ENTRY * count + bytes.getInt(at + 8), value.getBytes(StandardCharsets.US_ASCII));
                return;
            }
        }
        throw new IOException("the package's header has no entry " + tag);
    }

    private static byte[] header(InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(in.readNBytes(INTRO));
        header.write(in.readNBytes(SignatureHeader.length(ByteBuffer.wrap(header.toByteArray())) - INTRO));
        return header.toByteArray();
    }

    private static byte[] text(byte[] digest) {
        return (HexFormat.of().formatHex(digest) + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
