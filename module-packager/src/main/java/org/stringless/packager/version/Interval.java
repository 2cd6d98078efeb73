package org.stringless.packager.version;

import java.util.Optional;

/**
 * Versions without a gap between two bounds.
 *
 * @param low empty when there is no least version
 * @param high empty when there is no greatest version
 */
public record Interval(Optional<Bound> low, Optional<Bound> high) {
    /** Every version. */
    public static final Interval ALL = new Interval(Optional.empty(), Optional.empty());

    /**
     * One end of an interval.
     *
     * @param inclusive whether the version itself belongs to it
     */
    public record Bound(ModuleVersion version, boolean inclusive) {}

    static Interval atLeast(ModuleVersion version) {
        return new Interval(Optional.of(new Bound(version, true)), Optional.empty());
    }

    static Interval above(ModuleVersion version) {
        return new Interval(Optional.of(new Bound(version, false)), Optional.empty());
    }

    static Interval atMost(ModuleVersion version) {
        return new Interval(Optional.empty(), Optional.of(new Bound(version, true)));
    }

    static Interval below(ModuleVersion version) {
        return new Interval(Optional.empty(), Optional.of(new Bound(version, false)));
    }

    static Interval between(ModuleVersion from, ModuleVersion below) {
        return atLeast(from).and(below(below));
    }

    static Interval exactly(ModuleVersion version) {
        return atLeast(version).and(atMost(version));
    }

    /** Versions of both. */
    Interval and(Interval other) {
        return new Interval(later(low, other.low, 1), later(high, other.high, -1));
    }

    /** Whether every version lies inside. */
    boolean unbounded() {
        return low.isEmpty() && high.isEmpty();
    }

    /** Whether one version alone lies inside. */
    public boolean single() {
        return low.isPresent()
                && high.isPresent()
                && low.get().inclusive()
                && high.get().inclusive()
                && low.get().version().compareTo(high.get().version()) == 0;
    }

    /** Whether no version lies inside. */
    boolean empty() {
        if (high.isPresent()
                && !high.get().inclusive()
                && high.get().version().compareTo(ModuleVersion.of(0, 0, 0)) <= 0) {
            return true;
        }
        if (low.isEmpty() || high.isEmpty()) {
            return false;
        }
        int order = low.get().version().compareTo(high.get().version());
        return order > 0 || (order == 0 && !(low.get().inclusive() && high.get().inclusive()));
    }

    /** Puppet's rule: a pre-release only belongs where a bound is a pre-release of the same X.Y.Z. */
    boolean includes(ModuleVersion version) {
        boolean inside = low.map(bound -> inside(bound, version.compareTo(bound.version())))
                        .orElse(true)
                && high.map(bound -> inside(bound, bound.version().compareTo(version)))
                        .orElse(true);
        return inside && (version.stable() || unbounded() || admits(low, version) || admits(high, version));
    }

    private static boolean inside(Bound bound, int order) {
        return order > 0 || (order == 0 && bound.inclusive());
    }

    private static boolean admits(Optional<Bound> bound, ModuleVersion version) {
        return bound.isPresent()
                && !bound.get().version().stable()
                && bound.get().version().sameTriple(version);
    }

    private static Optional<Bound> later(Optional<Bound> one, Optional<Bound> other, int direction) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        int order = direction * one.get().version().compareTo(other.get().version());
        if (order == 0) {
            return one.get().inclusive() ? other : one;
        }
        return order > 0 ? one : other;
    }
}
