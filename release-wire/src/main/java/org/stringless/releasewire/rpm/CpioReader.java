package org.stringless.releasewire.rpm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a cpio archive of the "newc" form, entry by entry, without a byte of tolerance. */
final class CpioReader {
    private static final String MAGIC = "070701";
    private static final int HEADER = 110;
    private static final String TRAILER = "TRAILER!!!";
    // GNU cpio fills up to a block of 512, rpm to a multiple of 4.
    private static final int FILLING = 512;

    /**
     * One entry's header.
     *
     * @param links how many names the file has; more than one means hard links
     */
    record Entry(String name, int mode, int links, long size) {}

    private final InputStream archive;
    private long position;
    private long contentEnd;

    CpioReader(InputStream archive) {
        this.archive = archive;
    }

    /** The next entry, or null behind the last one, when nothing but filling follows. The content before it must have been read. */
    @Nullable
    Entry next() throws IOException {
        if (position != contentEnd) {
            throw new IllegalStateException("the content of the entry before has not been read");
        }
        skipPadding();
        byte[] header = exactly(HEADER);
        if (!new String(header, 0, 6, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new MalformedPackageException("has a payload that is not a cpio archive of the newc form");
        }
        long nameSize = field(header, 11);
        if (nameSize < 2 || nameSize > PackageLimits.PATH + 2) {
            throw new MalformedPackageException("has a name of " + nameSize + " bytes in its payload");
        }
        String name = name(exactly((int) nameSize));
        skipPadding();
        Entry entry = new Entry(name, (int) field(header, 1), (int) field(header, 4), field(header, 6));
        contentEnd = position + entry.size;
        if (name.equals(TRAILER)) {
            checkFilling(entry);
            return null;
        }
        return entry;
    }

    /** The content of the entry just given; it ends where the entry does. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (position == contentEnd) {
                    return length == 0 ? 0 : -1;
                }
                int n = archive.read(bytes, offset, (int) Math.min(length, contentEnd - position));
                if (n < 0) {
                    throw new EOFException();
                }
                position += n;
                return n;
            }
        };
    }

    private static String name(byte[] bytes) throws MalformedPackageException {
        int length = bytes.length - 1;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                throw new MalformedPackageException("has a torn name in its payload");
            }
        }
        if (bytes[length] != 0) {
            throw new MalformedPackageException("has a torn name in its payload");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPackageException("has a name in its payload that is not UTF-8");
        }
    }

    // Fields are eight hexadecimal digits each, the first behind the magic.
    private static long field(byte[] header, int index) throws MalformedPackageException {
        long value = 0;
        for (int i = 6 + 8 * index; i < 14 + 8 * index; i++) {
            int digit = Character.digit(header[i], 16);
            if (digit < 0) {
                throw new MalformedPackageException("has a damaged entry in its payload");
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private void checkFilling(Entry trailer) throws IOException {
        byte[] rest = archive.readNBytes(FILLING + 1);
        if (trailer.size != 0 || rest.length > FILLING) {
            throw new MalformedPackageException("has something behind the end of its payload");
        }
        for (byte b : rest) {
            if (b != 0) {
                throw new MalformedPackageException("has something behind the end of its payload");
            }
        }
    }

    private void skipPadding() throws IOException {
        for (byte b : exactly((int) (-position & 3))) {
            if (b != 0) {
                throw new MalformedPackageException("has something between the entries of its payload");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = archive.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        position += length;
        return bytes;
    }
}
