package org.stringless.releasewire.rpm;

/** How much of a package is read at most, whatever its headers say. Sizes are bytes. */
final class PackageLimits {
    static final long PACKAGE = 256L << 20;
    static final int SIGNATURE_HEADER = 256 << 10;
    static final int HEADER = 16 << 20;
    static final int HEADER_ENTRIES = 1024;
    static final int FILES = 50_000;
    static final long FILE = 64L << 20;
    static final long UNPACKED = 1L << 30;
    /** Unpacked to packed; anything below {@link #RATIO_FREE} bytes may have any ratio. */
    static final int RATIO = 200;

    static final long RATIO_FREE = 1L << 20;
    static final int NAME = 255;
    static final int PATH = 1024;

    private PackageLimits() {}
}
