package org.stringless.releasewire.rpm;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An RPM header put together by hand, so that it may say anything. */
final class HandmadeHeader {
    private record Entry(int tag, int type, int count, byte[] value, int align) {}

    private final int region;
    private final List<Entry> entries = new ArrayList<>();

    HandmadeHeader(int region) {
        this.region = region;
    }

    HandmadeHeader text(int tag, String value) throws IOException {
        return add(tag, 6, 1, 1, out -> texts(out, List.of(value)));
    }

    HandmadeHeader texts(int tag, List<String> values) throws IOException {
        return add(tag, 8, values.size(), 1, out -> texts(out, values));
    }

    HandmadeHeader shorts(int tag, List<Integer> values) throws IOException {
        return add(tag, 3, values.size(), 2, out -> {
            for (int value : values) {
                out.writeShort(value);
            }
        });
    }

    HandmadeHeader numbers(int tag, List<Integer> values) throws IOException {
        return add(tag, 4, values.size(), 4, out -> {
            for (int value : values) {
                out.writeInt(value);
            }
        });
    }

    HandmadeHeader bytes(int tag, byte[] value) throws IOException {
        return add(tag, 7, value.length, 1, out -> out.write(value));
    }

    /** The whole header, with a region over all of it. */
    byte[] encode() throws IOException {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        DataOutputStream tags = new DataOutputStream(index);
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            while (store.size() % entry.align != 0) {
                store.write(0);
            }
            entry(tags, entry.tag, entry.type, store.size(), entry.count);
            store.write(entry.value);
        }
        int trailer = store.size();
        entry(new DataOutputStream(store), region, 7, -16 * (entries.size() + 1), 16);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.writeLong(0x8eade80100000000L);
        out.writeInt(entries.size() + 1);
        out.writeInt(store.size());
        entry(out, region, 7, trailer, 16);
        out.write(index.toByteArray());
        out.write(store.toByteArray());
        return header.toByteArray();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private HandmadeHeader add(int tag, int type, int count, int align, Writing writing) throws IOException {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(value));
        if (count > 0) {
            entries.add(new Entry(tag, type, count, value.toByteArray(), align));
        }
        return this;
    }

    private static void texts(DataOutputStream out, List<String> values) throws IOException {
        for (String value : values) {
            out.write(value.getBytes(StandardCharsets.UTF_8));
            out.write(0);
        }
    }

    private static void entry(DataOutputStream out, int tag, int type, int offset, int count) throws IOException {
        out.writeInt(tag);
        out.writeInt(type);
        out.writeInt(offset);
        out.writeInt(count);
    }
}
