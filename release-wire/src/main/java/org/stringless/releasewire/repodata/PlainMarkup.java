package org.stringless.releasewire.repodata;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets only the plainest XML pass: elements, attributes, texts. Document types, comments, CDATA and instructions behind the first line have
 * no use in an index, and a parser would hold them, like an endless text or attribute, in memory whole.
 */
final class PlainMarkup extends FilterInputStream {
    /** Most bytes from one tag's beginning to the next one's: a text, or all attributes of an element. */
    static final int RUN = 256 << 10;

    private final long limit;
    private long position;
    private long tagBegan;

    /** Fails, rather than ends, when there are more bytes than {@code limit}. */
    PlainMarkup(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        for (int i = offset; i < offset + n; i++) {
            pass(bytes[i]);
        }
        return n;
    }

    private void pass(byte b) throws IOException {
        position++;
        if (position > limit) {
            throw new IOException("it is larger than the " + limit + " bytes allowed");
        }
        if (b == '<') {
            tagBegan = position;
        } else if (position - tagBegan > RUN) {
            throw new IOException("it has a text or tag of more than " + RUN + " bytes");
        } else if (position - tagBegan == 1 && tagBegan > 0 && (b == '!' || (b == '?' && tagBegan > 1))) {
            throw new IOException("it has a document type, a comment or an instruction");
        }
    }
}
