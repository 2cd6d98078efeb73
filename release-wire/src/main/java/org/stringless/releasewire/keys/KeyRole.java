package org.stringless.releasewire.keys;

import java.util.Locale;

/** What a key's signature is worth. Each role has its own keyring on a node, so that one key cannot do the other's work. */
public enum KeyRole {
    /** Signs module and release packages, and the repository's index. */
    RELEASE,
    /** Signs channel pointers, and the channels' indexes. */
    CHANNEL;

    /** The name in paths and on command lines: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
