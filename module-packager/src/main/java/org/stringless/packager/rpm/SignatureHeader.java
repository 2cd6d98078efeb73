package org.stringless.packager.rpm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The header in front of a package's own header that holds its digests and its signature, by the tags of rpm's {@code rpmtag.h}. */
final class SignatureHeader {
    private static final int REGION = 62;
    /** Signature by an EdDSA key over the main header. */
    private static final int EDDSA = 267;
    /** Signature by an RSA key over the main header. */
    private static final int RSA = 268;
    /** Digests of the main header, in hexadecimal digits. */
    private static final int SHA1 = 269;

    private static final int SHA256 = 273;
    /** Bytes of main header and payload. */
    private static final int SIZE = 1000;
    /** Digest of main header and payload. */
    private static final int MD5 = 1004;
    /** Bytes of the payload before it was compressed. */
    private static final int PAYLOAD_SIZE = 1007;

    private static final long MAGIC = 0x8eade80100000000L;
    private static final int INTRO = 16;
    private static final int ENTRY = 16;
    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int BINARY = 7;

    @SuppressWarnings("ArrayRecordComponent") // a value on its way into the header; nobody compares it
    private record Entry(int type, int count, byte[] data) {}

    private final TreeMap<Integer, Entry> entries = new TreeMap<>();

    private SignatureHeader() {}

    /** The digests and sizes of a package with this main header. */
    static SignatureHeader of(byte[] header, Payload payload) throws IOException {
        SignatureHeader signatures = new SignatureHeader();
        signatures.text(SHA1, HexFormat.of().formatHex(digest("SHA-1").digest(header)));
        signatures.text(SHA256, HexFormat.of().formatHex(digest("SHA-256").digest(header)));
        signatures.number(SIZE, header.length + payload.size());
        signatures.binary(MD5, payload.digest(digest("MD5"), header));
        signatures.number(PAYLOAD_SIZE, payload.unpackedSize());
        return signatures;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5, SHA-1 and SHA-256", e);
        }
    }

    /** Adds the signature of an RSA key over the main header. */
    void signedByRsa(byte[] signature) {
        binary(RSA, signature);
    }

    /** Adds the signature of an Ed25519 key over the main header. */
    void signedByEdDsa(byte[] signature) {
        binary(EDDSA, signature);
    }

    private void binary(int tag, byte[] bytes) {
        entries.put(tag, new Entry(BINARY, bytes.length, bytes));
    }

    private void text(int tag, String text) {
        entries.put(tag, new Entry(STRING, 1, (text + '\0').getBytes(StandardCharsets.US_ASCII)));
    }

    /** The format counts in 32 bits; trees that would need more are refused when they are read. */
    private void number(int tag, long number) {
        entries.put(
                tag,
                new Entry(
                        INT32,
                        1,
                        ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array()));
    }

    /** The whole header as it stands in a file, padded to a multiple of eight bytes. */
    byte[] bytes() {
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        ByteBuffer index = ByteBuffer.allocate(ENTRY * entries.size());
        for (Map.Entry<Integer, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            if (entry.type() == INT32) {
                store.writeBytes(new byte[-store.size() & 3]);
            }
            index.putInt(each.getKey())
                    .putInt(entry.type())
                    .putInt(store.size())
                    .putInt(entry.count());
            store.writeBytes(entry.data());
        }
        int trailer = store.size();
        int all = entries.size() + 1;
        // The region's trailer points back over the whole index, itself included: all of it is immutable.
        store.writeBytes(region(-ENTRY * all));
        int length = INTRO + ENTRY * all + store.size();
        return ByteBuffer.allocate((length + 7) & -8)
                .putLong(MAGIC)
                .putInt(all)
                .putInt(store.size())
                .put(region(trailer))
                .put(index.array())
                .put(store.toByteArray())
                .array();
    }

    private static byte[] region(int offset) {
        return ByteBuffer.allocate(ENTRY)
                .putInt(REGION)
                .putInt(BINARY)
                .putInt(offset)
                .putInt(ENTRY)
                .array();
    }
}
