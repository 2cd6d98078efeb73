package org.stringless.packager.puppetfile;

import java.util.List;
import java.util.Optional;

/**
 * What a Puppetfile declares.
 *
 * @param forge the address its {@code forge} statement names; r10k takes the one of its own configuration, and so do we
 */
public record Puppetfile(Optional<String> forge, List<Declaration> modules) {
    /** Copies the list. */
    public Puppetfile {
        modules = List.copyOf(modules);
    }

    /** A control repository without a Puppetfile. */
    public static Puppetfile empty() {
        return new Puppetfile(Optional.empty(), List.of());
    }

    /**
     * Reads the declarative subset; nothing is evaluated.
     *
     * @throws org.stringless.model.failure.Failure PUPPETFILE_REFUSED, with the line, for anything else
     */
    public static Puppetfile read(String text) {
        return new PuppetfileReader(text).read();
    }
}
