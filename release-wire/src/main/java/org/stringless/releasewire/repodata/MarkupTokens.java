package org.stringless.releasewire.repodata;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tags of a document and the texts between them, one after the other. Document types, comments, CDATA and instructions behind the first
 * line have no use in an index and are refused; so is a document, a text or a tag beyond its limit: no more than one is ever in memory.
 */
final class MarkupTokens {
    /** Most bytes of one text, or of one tag with all its attributes. */
    static final int RUN = 256 << 10;

    private static final int END = -1;

    private final InputStream in;
    private final long limit;
    private final byte[] buffer = new byte[16 << 10];
    private byte[] token = new byte[512];
    private int length;
    private int at;
    private int filled;
    private long taken;
    private boolean begun;

    /** Fails, rather than ends, when there are more bytes than {@code limit}. */
    MarkupTokens(InputStream in, long limit) {
        this.in = in;
        this.limit = limit;
    }

    /** What stands before the next tag, or before the end; entities are still as written. */
    String text() throws IOException {
        length = 0;
        while (peek() != END && peek() != '<') {
            take();
        }
        return decoded();
    }

    /** What stands between the next {@code <} and its {@code >}; empty at the end of the document. To be called behind {@link #text}. */
    String tag() throws IOException {
        length = 0;
        if (peek() == END) {
            return "";
        }
        at++;
        boolean first = !begun;
        begun = true;
        if (peek() == '!' || (peek() == '?' && !first)) {
            throw new IOException("it has a document type, a comment or an instruction");
        }
        int quote = 0;
        while (quote != 0 || peek() != '>') {
            int b = take();
            if (b == '<') {
                throw new IOException("it has a tag inside a tag");
            } else if (b == quote) {
                quote = 0;
            } else if (quote == 0 && (b == '"' || b == '\'')) {
                quote = b;
            }
        }
        at++;
        if (length == 0) {
            throw new IOException("it has a tag without a name");
        }
        return decoded();
    }

    private int take() throws IOException {
        int b = peek();
        if (b == END) {
            throw new EOFException("it ends inside a tag");
        }
        if (length == RUN) {
            throw new IOException("it has a text or tag of more than " + RUN + " bytes");
        }
        if (length == token.length) {
            token = Arrays.copyOf(token, 2 * length);
        }
        token[length++] = (byte) b;
        at++;
        return b;
    }

    private int peek() throws IOException {
        if (at == filled) {
            filled = Math.max(in.read(buffer), 0);
            at = 0;
            taken += filled;
            if (taken > limit) {
                throw new IOException("it is larger than the " + limit + " bytes allowed");
            }
        }
        return at == filled ? END : buffer[at] & 0xff;
    }

    private String decoded() throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(token, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8", e);
        }
    }
}
