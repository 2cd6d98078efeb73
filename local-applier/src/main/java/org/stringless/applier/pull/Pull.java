package org.stringless.applier.pull;

import java.util.Optional;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Failure;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ReleaseId;

/**
 * What asking the channel came to.
 *
 * @param pointer the pointer that was believed
 * @param wanted the release it names for this node
 * @param release the release to apply, already in the store
 * @param problem why the wanted one could not be had
 */
public record Pull(
        Optional<ChannelPointer> pointer,
        Optional<ReleaseId> wanted,
        Optional<StoredRelease> release,
        Optional<Failure> problem) {}
