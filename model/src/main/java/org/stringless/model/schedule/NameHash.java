package org.stringless.model.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A name as a place on a circle, the same on every machine and for ever: the first 32 bits of its SHA-256. */
final class NameHash {
    private final MessageDigest digest;

    NameHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The second of a span of so many that the name falls into. */
    int second(String name, int seconds) {
        return second(hash(name), seconds);
    }

    /** The same for a hash already made. */
    static int second(int hash, int seconds) {
        return (int) (((hash & 0xffff_ffffL) * seconds) >>> 32);
    }

    int hash(String name) {
        return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getInt();
    }
}
