package org.stringless.packager.repodata;

import org.stringless.model.release.PackagePin;
import org.stringless.releasewire.rpm.RpmPackage;

/**
 * A package with its place in a repository.
 *
 * @param rpm its headers
 * @param pin its identity
 * @param location its path below the repository's base address
 */
public record RepositoryPackage(RpmPackage rpm, PackagePin pin, String location) {}
