package org.stringless.model.release;

import java.util.regex.Pattern;

/** A Puppet environment's name; Puppet allows lower-case letters, digits and underscores only. */
public record EnvironmentName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_]{1,64}");

    /** Checks the form. */
    public EnvironmentName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an environment's name ([a-z0-9_])");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
