package org.stringless.packager.keys;

/** The kinds of keys that packages are signed with. */
public enum KeyAlgorithm {
    /** Verified by every rpm there is. */
    RSA4096,
    /** Ten times faster, with smaller signatures; wants rpm 4.16 or newer. */
    ED25519
}
