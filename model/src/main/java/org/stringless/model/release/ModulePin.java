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
 * @param source where the builder had it from, for people: {@code git https://example.org/apache.git 3f2a… tag v1.2.0}; empty when not told
 */
public record ModulePin(
        ModuleName module,
        String path,
        PackagePin packageFile,
        TreeDigest tree,
        long unpackedSize,
        int files,
        String source) {
    /** A pin that does not tell where the module was had from. */
    public ModulePin(
            ModuleName module, String path, PackagePin packageFile, TreeDigest tree, long unpackedSize, int files) {
        this(module, path, packageFile, tree, unpackedSize, files, "");
    }
}
