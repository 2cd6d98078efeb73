package org.stringless.model.run;

import java.util.Locale;

/** The stages of a run, in their order. */
public enum Stage {
    /** The record is open, the lock is not yet held. */
    START,
    /** Asking the repository, bringing packages. */
    FETCH,
    /** Signatures, digests, identities. */
    VERIFY,
    /** Unpacking into the store and building the release. */
    STAGE,
    /** The engine makes the catalog. */
    COMPILE,
    /** The engine applies it. */
    APPLY,
    /** All is said and done. */
    DONE;

    /** The name in records: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage with that {@link #code()}. */
    public static Stage ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
