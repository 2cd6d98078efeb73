package org.stringless.model.release;

import java.util.regex.Pattern;

/** Names a channel: lower-case letters, digits, dashes and underscores; a path component in repositories. */
public record ChannelName(String text) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** Checks the form. */
    public ChannelName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a channel's name ([a-z0-9_-])");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
