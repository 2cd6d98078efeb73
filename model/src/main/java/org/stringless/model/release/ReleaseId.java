package org.stringless.model.release;

import java.util.regex.Pattern;

/**
 * Names a release: {@code YYYYMMDD.HHMMSS.<first 7 digits of the commit>} unless the builder gave another. It is a directory's name on the
 * node and a version in RPM, so it has only letters, digits, dots and underscores, and is 64 characters at most.
 */
public record ReleaseId(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._]{0,63}");

    /** Checks the form. */
    public ReleaseId {
        if (!FORM.matcher(text).matches() || text.contains("..")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a release id (letters, digits, dots, underscores)");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
