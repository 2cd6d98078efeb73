package org.stringless.model.module;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module's full name. {@code metadata.json} and Puppetfiles write it {@code owner-name} or {@code owner/name}; the second part is the name
 * Puppet autoloads by, and the name of the module's directory.
 */
public record ModuleName(String owner, String name) implements Comparable<ModuleName> {
    // The Forge's own rule; an owner may begin with a digit, a module's name may not.
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9]+)[-/]([a-z][a-z0-9_]*)");

    /** Checks both parts. */
    public ModuleName {
        if (!FORM.matcher(owner + "-" + name).matches()) {
            throw new IllegalArgumentException("'" + owner + "-" + name + "' is not a module's name (owner-name)");
        }
    }

    /** Reads either spelling; throws {@link IllegalArgumentException} for anything else. */
    public static ModuleName parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a module's name (owner-name)");
        }
        return new ModuleName(form.group(1), form.group(2));
    }

    /** {@code owner-name}. */
    @Override
    public String toString() {
        return owner + "-" + name;
    }

    @Override
    public int compareTo(ModuleName other) {
        return toString().compareTo(other.toString());
    }
}
