package org.stringless.model.node;

import java.util.Locale;
import java.util.regex.Pattern;

/** A node's name, as Puppet's certname: lower case, letters, digits, dots, dashes and underscores. */
public record NodeName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_][a-z0-9._-]{0,253}");

    /** Checks the form; upper case is lowered, as Puppet does. */
    public NodeName {
        text = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a node's name (letters, digits, '.', '-', '_')");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
