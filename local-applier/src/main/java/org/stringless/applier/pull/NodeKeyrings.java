package org.stringless.applier.pull;

import java.nio.file.Path;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.openpgp.Keyring;

/**
 * Whom a node believes.
 *
 * @param release keys that sign releases and modules
 * @param channel keys that sign pointers
 */
public record NodeKeyrings(Keyring release, Keyring channel) {
    /**
     * Loads {@code release/*.asc} and {@code channel/*.asc} below {@code etc/stringless/keys}.
     *
     * @throws Failure {@link Reason#KEY_REFUSED} when a role has no usable key
     */
    public static NodeKeyrings load(Path keys) {
        return new NodeKeyrings(Keyring.load(keys.resolve("release")), Keyring.load(keys.resolve("channel")));
    }
}
