package org.stringless.cli.settings;

import java.util.Locale;

/**
 * Where a value comes from.
 *
 * @param name the file, the variable, or the key of the option; empty for a default
 * @param line line in that file, from 1 on; 0 when it is the whole file, or no file
 */
public record Origin(Kind kind, String name, int line) {
    /** What kind of place it is; a later one overrides an earlier one. */
    public enum Kind {
        /** Nobody said anything. */
        DEFAULT,
        /** A file of the configuration. */
        FILE,
        /** A variable of the environment. */
        ENVIRONMENT,
        /** Option {@code --set}. */
        OPTION;

        /** The name in JSON output: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Origin DEFAULT = new Origin(Kind.DEFAULT, "", 0);

    static Origin variable(String name) {
        return new Origin(Kind.ENVIRONMENT, name, 0);
    }

    static Origin option(String key) {
        return new Origin(Kind.OPTION, key, 0);
    }

    /** The place itself: {@code FILE:LINE}, the variable, {@code --set KEY}; empty for a default. */
    public String place() {
        return switch (kind) {
            case DEFAULT -> "";
            case FILE -> line == 0 ? name : name + ":" + line;
            case ENVIRONMENT -> name;
            case OPTION -> "--set " + name;
        };
    }

    /** {@code default}, {@code FILE:LINE}, {@code environment VARIABLE} or {@code option --set KEY}. */
    @Override
    public String toString() {
        return switch (kind) {
            case DEFAULT -> "default";
            case FILE -> place();
            case ENVIRONMENT, OPTION -> kind.code() + " " + place();
        };
    }
}
