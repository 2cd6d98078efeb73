package org.stringless.packager.puppetfile;

/**
 * Which commit of a Git repository a line asks for.
 *
 * @param text what the line says; empty for {@link Kind#CONTROL_BRANCH} and {@link Kind#NONE}
 * @param line the line that says it
 */
public record GitReference(Kind kind, String text, int line) {
    /** How a reference was named. */
    public enum Kind {
        /** {@code :commit}. */
        COMMIT("commit"),
        /** {@code :tag}. */
        TAG("tag"),
        /** {@code :ref}: a commit, a tag or a branch. */
        REF("ref"),
        /** {@code :branch}. */
        BRANCH("branch"),
        /** {@code :branch => :control_branch}: the branch of the control repository itself. */
        CONTROL_BRANCH("control_branch"),
        /** Nothing said: r10k takes the branch {@code master}. */
        NONE("no reference");

        private final String spelling;

        Kind(String spelling) {
            this.spelling = spelling;
        }
    }

    /** Whether it names a commit by all its 40 digits: no repository need be asked what it means. */
    public boolean isFullCommit() {
        return (kind == Kind.COMMIT || kind == Kind.REF) && text.matches("[0-9a-f]{40}");
    }

    /** Whether it is written like a commit, whole or abbreviated. */
    public boolean looksLikeCommit() {
        return (kind == Kind.COMMIT || kind == Kind.REF) && text.matches("[0-9a-f]{7,40}");
    }

    /** As a person would name it: {@code branch main}. */
    @Override
    public String toString() {
        return text.isEmpty() ? kind.spelling : kind.spelling + " " + text;
    }
}
