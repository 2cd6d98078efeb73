package org.stringless.packager.release;

import java.net.URI;
import org.stringless.model.module.ModuleName;

/** Exactly one state of a module: the same source always gives the same files. */
sealed interface PinnedSource {
    /** What is the same for the same files and the same package, and differs otherwise. */
    String identity();

    /** For people and for {@code release.json}; no passwords. */
    String told();

    /**
     * A commit.
     *
     * @param address without what might be a password
     * @param versioned whether a tag names it, so that the module's version is enough to tell its package from others
     * @param reference what the Puppetfile says: {@code tag v1.2.0}
     */
    record Git(String url, String address, String commit, boolean versioned, String reference) implements PinnedSource {
        @Override
        public String identity() {
            return "git\0" + url + "\0" + commit + "\0" + versioned;
        }

        @Override
        public String told() {
            boolean said = reference.endsWith(commit);
            return "git " + address + " " + commit + (said ? "" : " " + reference);
        }
    }

    /**
     * A version on a Forge.
     *
     * @param floated how the version was found when the Puppetfile names none; otherwise empty
     */
    record Forge(URI base, ModuleName module, String version, String floated) implements PinnedSource {
        @Override
        public String identity() {
            return "forge\0" + base + "\0" + module + "\0" + version;
        }

        @Override
        public String told() {
            return "forge " + base + " " + module + " " + version + (floated.isEmpty() ? "" : " " + floated);
        }
    }
}
