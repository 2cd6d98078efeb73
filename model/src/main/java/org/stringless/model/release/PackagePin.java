package org.stringless.model.release;

import java.util.regex.Pattern;

/**
 * Exactly one package file: other bytes are another package.
 *
 * @param sha256 digest of the whole file, 64 lower-case hexadecimal digits
 * @param size bytes of the whole file
 */
public record PackagePin(PackageName name, String sha256, long size) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks digest and size. */
    public PackagePin {
        if (!SHA256.matcher(sha256).matches() || size <= 0) {
            throw new IllegalArgumentException("not a pin of " + name + ": sha256 " + sha256 + ", size " + size);
        }
    }
}
