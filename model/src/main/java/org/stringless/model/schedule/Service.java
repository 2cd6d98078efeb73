package org.stringless.model.schedule;

import java.util.Locale;

/** What all nodes share. */
public enum Service {
    /** Gives out pointers and packages. */
    REPOSITORY,
    /** Takes run records in. */
    COLLECTOR;

    /** The name in options and documents: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
