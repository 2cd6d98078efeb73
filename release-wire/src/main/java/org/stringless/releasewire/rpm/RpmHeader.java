package org.stringless.releasewire.rpm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * One header of a package: a table of tags and a store of their values. Only a header that is one whole immutable region, with each tag
 * once and each value inside the store and behind the one before it, can be had.
 */
public final class RpmHeader {
    static final int PREAMBLE = 16;
    static final int INDEX_ENTRY = 16;
    private static final long MAGIC = 0x8eade80100000000L;
    private static final int LEAST_TAG = 100;
    private static final int CHAR = 1;
    private static final int INT8 = 2;
    private static final int INT16 = 3;
    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final int STRING = 6;
    private static final int BIN = 7;
    private static final int STRING_ARRAY = 8;
    private static final int I18NSTRING = 9;

    private record Entry(int tag, int type, int offset, int count) {}

    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final ByteBuffer store;

    /** How many bytes a header with this preamble has in all; throws when it is none, or larger than {@code limit}. */
    static int length(ByteBuffer preamble, int limit) throws MalformedPackageException {
        if (preamble.getLong(0) != MAGIC) {
            throw new MalformedPackageException("has no RPM header where one must be");
        }
        int count = preamble.getInt(8);
        int bytes = preamble.getInt(12);
        if (count < 1 || count > PackageLimits.HEADER_ENTRIES || bytes < INDEX_ENTRY || bytes > limit) {
            throw new MalformedPackageException("has a header of " + Integer.toUnsignedString(count) + " tags and "
                    + Integer.toUnsignedString(bytes) + " bytes, which is out of bounds");
        }
        return PREAMBLE + INDEX_ENTRY * count + bytes;
    }

    /** Reads a whole header, its preamble included. */
    RpmHeader(byte[] bytes, int regionTag) throws MalformedPackageException {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int count = header.getInt(8);
        int storeAt = PREAMBLE + INDEX_ENTRY * count;
        this.store = header.slice(storeAt, bytes.length - storeAt);
        checkRegion(entry(header, 0), regionTag, count);
        int end = 0;
        for (int i = 1; i < count; i++) {
            Entry entry = entry(header, i);
            if (entry.tag < LEAST_TAG || entry.count < 1 || entry.offset < end || entry.offset > store.capacity()) {
                throw new MalformedPackageException("has a damaged header at tag " + entry.tag);
            }
            end = entry.offset + length(entry);
            if (entries.put(entry.tag, entry) != null) {
                throw new MalformedPackageException("has tag " + entry.tag + " twice");
            }
        }
    }

    private static Entry entry(ByteBuffer header, int index) {
        int at = PREAMBLE + INDEX_ENTRY * index;
        return new Entry(header.getInt(at), header.getInt(at + 4), header.getInt(at + 8), header.getInt(at + 12));
    }

    // The region's trailer closes the store and says how many tags the region covers: it must be all of them.
    private void checkRegion(Entry region, int regionTag, int count) throws MalformedPackageException {
        int at = store.capacity() - INDEX_ENTRY;
        if (region.tag != regionTag || region.type != BIN || region.count != INDEX_ENTRY || region.offset != at) {
            throw new MalformedPackageException("has a header without an immutable region");
        }
        if (store.getInt(at) != regionTag
                || store.getInt(at + 4) != BIN
                || store.getInt(at + 8) != -INDEX_ENTRY * count
                || store.getInt(at + 12) != INDEX_ENTRY) {
            throw new MalformedPackageException("has a header that its immutable region does not cover");
        }
    }

    private int length(Entry entry) throws MalformedPackageException {
        long length = switch (entry.type) {
            case CHAR, INT8, BIN -> entry.count;
            case INT16 -> aligned(entry, 2);
            case INT32 -> aligned(entry, 4);
            case INT64 -> aligned(entry, 8);
            case STRING -> entry.count == 1 ? stringsLength(entry) : -1;
            case STRING_ARRAY, I18NSTRING -> stringsLength(entry);
            default -> -1;
        };
        if (length < 0 || entry.offset + length > store.capacity() - INDEX_ENTRY) {
            throw new MalformedPackageException("has a damaged value of tag " + entry.tag);
        }
        return (int) length;
    }

    private static long aligned(Entry entry, int width) {
        return entry.offset % width == 0 ? (long) entry.count * width : -1;
    }

    private long stringsLength(Entry entry) {
        int at = entry.offset;
        for (int i = 0; i < entry.count; i++) {
            while (at < store.capacity() && store.get(at) != 0) {
                at++;
            }
            at++;
            if (at > store.capacity()) {
                return -1;
            }
        }
        return at - (long) entry.offset;
    }

    /** Whether the tag is there. */
    public boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** All tags, in the header's order. */
    public List<Integer> tags() {
        return List.copyOf(entries.keySet());
    }

    /** The tag's text, the first one of several; {@link Reason#PACKAGE_REFUSED} when it has none. */
    public String text(int tag) {
        List<String> texts = texts(tag);
        if (texts.isEmpty()) {
            throw refused("The package's header has no tag " + tag + ".");
        }
        return texts.get(0);
    }

    /** The tag's text, or the other one when it is not there. */
    public String text(int tag, String otherwise) {
        return has(tag) ? text(tag) : otherwise;
    }

    /** The tag's texts; none when it is not there. */
    public List<String> texts(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return List.of();
        }
        if (entry.type != STRING && entry.type != STRING_ARRAY && entry.type != I18NSTRING) {
            throw refused("The package's header has no text in tag " + tag + ".");
        }
        checkCount(entry);
        List<String> texts = new ArrayList<>(entry.count);
        int at = entry.offset;
        for (int i = 0; i < entry.count; i++) {
            int end = at;
            while (store.get(end) != 0) {
                end++;
            }
            texts.add(decode(tag, store.slice(at, end - at)));
            at = end + 1;
        }
        return texts;
    }

    private static String decode(int tag, ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw refused("The package's header has a text in tag " + tag + " that is not UTF-8.");
        }
    }

    /** The tag's numbers, all taken as unsigned; none when it is not there. */
    public long[] numbers(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        checkCount(entry);
        long[] numbers = new long[entry.count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (entry.type) {
                case CHAR, INT8 -> Byte.toUnsignedLong(store.get(entry.offset + i));
                case INT16 -> Short.toUnsignedLong(store.getShort(entry.offset + 2 * i));
                case INT32 -> Integer.toUnsignedLong(store.getInt(entry.offset + 4 * i));
                case INT64 -> store.getLong(entry.offset + 8 * i);
                default -> throw refused("The package's header has no numbers in tag " + tag + ".");
            };
        }
        return numbers;
    }

    /** The tag's only number; {@link Reason#PACKAGE_REFUSED} when it has none or several. */
    public long number(int tag) {
        long[] numbers = numbers(tag);
        if (numbers.length != 1) {
            throw refused("The package's header has " + numbers.length + " numbers in tag " + tag + " instead of one.");
        }
        return numbers[0];
    }

    /** The tag's only number, or the other one when it is not there. */
    public long number(int tag, long otherwise) {
        return has(tag) ? number(tag) : otherwise;
    }

    /** The tag's bytes; none when it is not there. */
    public byte[] bytes(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new byte[0];
        }
        if (entry.type != BIN) {
            throw refused("The package's header has no bytes in tag " + tag + ".");
        }
        byte[] bytes = new byte[entry.count];
        store.get(entry.offset, bytes);
        return bytes;
    }

    // The values of one tag become objects many times their size in the store.
    private static void checkCount(Entry entry) {
        if (entry.count > PackageLimits.FILES) {
            throw refused("The package's header has " + entry.count + " values in tag " + entry.tag + ", more than "
                    + PackageLimits.FILES + ".");
        }
    }

    private static Failure refused(String sentence) {
        return new Failure(Reason.PACKAGE_REFUSED, sentence, "Build the package again with 'stringless package'.");
    }
}
