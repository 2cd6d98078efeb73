package org.stringless.packager.release;

import org.stringless.packager.puppetfile.Declaration;

/** A module of a Puppetfile and exactly what it stands for. */
record PinnedModule(Declaration declaration, PinnedSource source) {
    /** The same for the same package; the place in the environment does not count. */
    String identity() {
        return source.identity() + "\0" + declaration.name() + "\0" + declaration.excludeSpec();
    }
}
