package org.stringless.packager.rpm;

import org.stringless.packager.tree.ModuleTree;

/** What became of one order. */
public sealed interface PackageOutcome {
    /** The order. */
    PackageOrder order();

    /** There is a signed package. */
    record Packaged(PackageOrder order, ModuleTree tree, SignedRpm rpm) implements PackageOutcome {}

    /** There is none, and why. */
    record Refused(PackageOrder order, Exception problem) implements PackageOutcome {}
}
