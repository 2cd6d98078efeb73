package org.stringless.model.release;

import org.stringless.model.module.ModuleName;
import org.stringless.model.module.TreeDigest;

/**
 * A module of a release: the package it travels in and the place it has in the environment.
 *
 * @param path where the tree stands in the environment, {@code modules/apache}: relative, components joined by {@code /}
 * @param tree digest of the tree as the package unpacks
 * @param unpackedSize bytes of all its files
 * @param files number of its entries, directories and links included
 */
public record ModulePin(
        ModuleName module, String path, PackagePin packageFile, TreeDigest tree, long unpackedSize, int files) {}
