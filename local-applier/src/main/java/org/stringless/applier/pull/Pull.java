package org.stringless.applier.pull;

import java.util.Optional;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Failure;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ReleaseId;

/**
 * What asking the repository came to.
 *
 * @param pointer the newest pointer of the channel that this node has ever verified, if any
 * @param wanted the release that pointer gives this node
 * @param release the release to apply, complete in the store: the wanted one, or the current one when the wanted one is not to be had
 * @param problem why the wanted one could not be had, or must not be taken
 */
public record Pull(
        Optional<ChannelPointer> pointer,
        Optional<ReleaseId> wanted,
        Optional<StoredRelease> release,
        Optional<Failure> problem) {}
