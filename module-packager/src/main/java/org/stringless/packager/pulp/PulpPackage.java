package org.stringless.packager.pulp;

import org.stringless.model.release.PackagePin;

/**
 * A package that Pulp has, in some repository or in none yet.
 *
 * @param href where Pulp's API knows it
 */
public record PulpPackage(String href, PackagePin pin) {}
