package org.stringless.packager.publish;

import java.util.List;
import org.stringless.model.release.PackagePin;

/**
 * What a publishing did.
 *
 * @param added packages that are new in the repository
 * @param present packages that were there already, with the same bytes
 */
public record Published(List<PackagePin> added, List<PackagePin> present) {
    /** Copies the lists. */
    public Published {
        added = List.copyOf(added);
        present = List.copyOf(present);
    }
}
