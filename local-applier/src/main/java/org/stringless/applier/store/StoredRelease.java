package org.stringless.applier.store;

import java.nio.file.Path;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;

/** A release that stands complete in the store; only the store makes one. Its directory never changes. */
public final class StoredRelease {
    private final Path directory;
    private final Release manifest;
    private final String packageSha256;

    StoredRelease(Path directory, Release manifest, String packageSha256) {
        this.directory = directory;
        this.manifest = manifest;
        this.packageSha256 = packageSha256;
    }

    /** Which release. */
    public ReleaseId id() {
        return manifest.id();
    }

    /** The environment it is, {@link #directory()}'s only directory. */
    public EnvironmentName environment() {
        return manifest.environment();
    }

    /** Puppet's {@code environmentpath}: a real path, no link. */
    public Path directory() {
        return directory;
    }

    /** What it is made of. */
    public Release manifest() {
        return manifest;
    }

    /** SHA-256 of the release package it came in. */
    public String packageSha256() {
        return packageSha256;
    }

    @Override
    public String toString() {
        return id().text();
    }
}
