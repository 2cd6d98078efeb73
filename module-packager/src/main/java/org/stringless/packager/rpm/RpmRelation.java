package org.stringless.packager.rpm;

import java.util.Comparator;

/**
 * One line of a package's Requires or Provides.
 *
 * @param name of a package or a capability; a rich dependency stands here whole, without comparison
 * @param version empty exactly when there is no comparison
 */
public record RpmRelation(String name, Comparison comparison, String version) implements Comparable<RpmRelation> {
    private static final Comparator<RpmRelation> ORDER = Comparator.comparing(RpmRelation::name)
            .thenComparing(RpmRelation::comparison)
            .thenComparing(RpmRelation::version);

    /** How versions are compared. */
    public enum Comparison {
        /** Any version will do. */
        ANY("", 0),
        /** {@code <}. */
        LESS("<", 0x02),
        /** {@code <=}. */
        AT_MOST("<=", 0x0a),
        /** {@code =}. */
        EQUAL("=", 0x08),
        /** {@code >=}. */
        AT_LEAST(">=", 0x0c),
        /** {@code >}. */
        GREATER(">", 0x04);

        private final String sign;
        private final int flags;

        Comparison(String sign, int flags) {
            this.sign = sign;
            this.flags = flags;
        }

        /** The bits rpm's header has for it. */
        public int flags() {
            return flags;
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    /** Any version of it. */
    public static RpmRelation any(String name) {
        return new RpmRelation(name, Comparison.ANY, "");
    }

    /** Exactly this version. */
    public static RpmRelation equal(String name, String version) {
        return new RpmRelation(name, Comparison.EQUAL, version);
    }

    @Override
    public int compareTo(RpmRelation other) {
        return ORDER.compare(this, other);
    }

    /** As a spec file has it: {@code name >= version}. */
    @Override
    public String toString() {
        return comparison == Comparison.ANY ? name : name + " " + comparison + " " + version;
    }
}
