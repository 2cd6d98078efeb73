package org.stringless.applier.store;

import java.nio.file.Path;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;

/**
 * A complete release in the store.
 *
 * @param directory the real path that is given as {@code --environmentpath}
 */
public record StoredRelease(ReleaseId id, EnvironmentName environment, Path directory, Release manifest) {}
