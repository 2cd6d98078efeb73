package org.stringless.releasewire.repodata;

import org.stringless.model.release.PackageName;

/**
 * A package that the index says is there. Nothing of this is proven before the file itself is.
 *
 * @param sha256 of the whole file
 * @param size of the whole file in bytes
 * @param href its place, relative to the repository's address; never to be used as a file's name
 */
public record IndexedPackage(PackageName name, String sha256, long size, String href) {}
