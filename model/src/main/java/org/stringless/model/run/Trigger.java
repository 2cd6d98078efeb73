package org.stringless.model.run;

import java.util.Locale;

/** What started a run. */
public enum Trigger {
    /** The node's own timer. */
    TIMER,
    /** A person or a script. */
    HAND,
    /** The first run after the machine came up. */
    BOOT;

    /** The name in records: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The trigger with that {@link #code()}. */
    public static Trigger ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
