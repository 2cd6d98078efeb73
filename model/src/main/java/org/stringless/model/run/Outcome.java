package org.stringless.model.run;

import java.util.Locale;

/** How a run ended, in the one word a fleet is counted by. */
public enum Outcome {
    /** Puppet applied the catalog and had nothing to do. */
    UNCHANGED,
    /** Puppet applied the catalog and changed something. */
    CHANGED,
    /** A resource failed, or the run could not do all that it was to do; the reason tells which. */
    FAILED,
    /** An administrator's wish: the node is disabled, or another run was busy. Nothing was tried. */
    SKIPPED;

    /** The name in records: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome with that {@link #code()}. */
    public static Outcome ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
