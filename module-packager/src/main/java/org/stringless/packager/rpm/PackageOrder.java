package org.stringless.packager.rpm;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A module tree that is to become a package.
 *
 * @param tree its directory
 * @param buildTime the time that the package and all its files carry
 */
public record PackageOrder(Path tree, RpmRelease release, Instant buildTime) {
    /** The time of a package when nothing says when its tree was made. Any fixed one would do; this is one that no clock is behind. */
    public static final Instant NO_TIME_KNOWN = Instant.parse("2020-01-01T00:00:00Z");
}
