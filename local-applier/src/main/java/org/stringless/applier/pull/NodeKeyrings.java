package org.stringless.applier.pull;

import java.nio.file.Path;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.openpgp.Keyring;

/**
 * Whom a node believes: {@code release/*.asc} and {@code channel/*.asc} below a directory. Read only when there is something to judge, since
 * reading keys costs more than all else that a run does when there is nothing new.
 *
 * @param keys the directory, {@code etc/stringless/keys}
 */
public record NodeKeyrings(Path keys) {
    /**
     * Keys that sign releases and modules.
     *
     * @throws Failure {@link Reason#KEY_REFUSED} when there is none that is usable
     */
    Keyring release() {
        return Keyring.load(keys.resolve("release"));
    }

    /**
     * Keys that sign pointers.
     *
     * @throws Failure {@link Reason#KEY_REFUSED} when there is none that is usable
     */
    Keyring channel() {
        return Keyring.load(keys.resolve("channel"));
    }
}
