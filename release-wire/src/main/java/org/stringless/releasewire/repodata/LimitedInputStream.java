package org.stringless.releasewire.repodata;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails, rather than ends, when there is more to read than allowed. */
final class LimitedInputStream extends FilterInputStream {
    private final long limit;
    private long left;

    LimitedInputStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) throws IOException {
        left -= n;
        if (left < 0) {
            throw new IOException("it is larger than the " + limit + " bytes allowed");
        }
    }
}
