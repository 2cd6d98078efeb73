package org.stringless.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip as distributions want manual pages and changelogs packed: as tightly as it can, and saying so. */
final class BestGzip extends GZIPOutputStream {
    private static final int EXTRA_FLAGS = 8;
    private static final byte TIGHTEST = 2;

    private BestGzip(ByteArrayOutputStream out) throws IOException {
        super(out);
        def.setLevel(Deflater.BEST_COMPRESSION);
    }

    static byte[] of(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BestGzip out = new BestGzip(packed)) {
            out.write(bytes);
        }
        byte[] all = packed.toByteArray();
        all[EXTRA_FLAGS] = TIGHTEST;
        return all;
    }
}
