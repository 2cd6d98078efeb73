package org.stringless.packager.rpm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header in front of a package's own header that holds its digests and its signature. Knows the few types of entries that stand in one.
 */
final class SignatureHeader {
    /** Signature by an EdDSA key over the main header. */
    static final int EDDSA = 267;
    /** Signature by an RSA key over the main header. */
    static final int RSA = 268;

    private static final int REGION = 62;
    private static final int[] SIGNATURES = {EDDSA, RSA, 259, 262, 1002, 1005};
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

    /** Bytes of the header that begins here, of either kind, its padding not counted. */
    static int length(ByteBuffer intro) throws IOException {
        if (intro.getLong(intro.position()) != MAGIC) {
            throw new IOException("no RPM header where one should begin");
        }
        return INTRO + ENTRY * intro.getInt(intro.position() + 8) + intro.getInt(intro.position() + 12);
    }

    /** Reads a whole header of {@link #length}. */
    static SignatureHeader parse(ByteBuffer bytes) throws IOException {
        SignatureHeader header = new SignatureHeader();
        int count = bytes.getInt(8);
        int store = INTRO + ENTRY * count;
        for (int i = 0; i < count; i++) {
            int at = INTRO + ENTRY * i;
            int type = bytes.getInt(at + 4);
            int items = bytes.getInt(at + 12);
            int from = store + bytes.getInt(at + 8);
            byte[] data = new byte[size(bytes, type, items, from)];
            bytes.get(from, data);
            header.entries.put(bytes.getInt(at), new Entry(type, items, data));
        }
        header.entries.remove(REGION);
        return header;
    }

    private static int size(ByteBuffer bytes, int type, int items, int from) throws IOException {
        return switch (type) {
            case INT32 -> 4 * items;
            case BINARY -> items;
            case STRING -> {
                int end = from;
                while (bytes.get(end) != 0) {
                    end++;
                }
                yield end + 1 - from;
            }
            default -> throw new IOException("an entry of type " + type + " in a signature header");
        };
    }

    /** Replaces whatever signatures there are by this one. */
    void sign(int tag, byte[] signature) {
        for (int old : SIGNATURES) {
            entries.remove(old);
        }
        entries.put(tag, new Entry(BINARY, signature.length, signature));
    }

    /** Gives an entry that is there another value of the same type and count. */
    void put(int tag, byte[] data) {
        entries.computeIfPresent(tag, (same, entry) -> new Entry(entry.type(), entry.count(), data));
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
