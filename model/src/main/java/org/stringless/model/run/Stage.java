package org.stringless.model.run;

import java.util.Arrays;
import java.util.Locale;

/** The stages of a run, in their order. */
public enum Stage {
    /** The record is open, the lock is not yet held. */
    START,
    /** Asking the repository, bringing packages. */
    FETCH,
    /** Signatures, digests, identities; whether the store is what it was. */
    VERIFY,
    /** Unpacking into the store and building the release. */
    STAGE,
    /** The release is there; the engine is not, it still loads its code. */
    LOAD,
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

    /** Whether there is a stage with that {@link #code()}; a newer node may name more. */
    public static boolean isKnown(String code) {
        return Arrays.stream(values()).anyMatch(stage -> stage.code().equals(code));
    }

    /** The stage with that {@link #code()}. */
    public static Stage ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
