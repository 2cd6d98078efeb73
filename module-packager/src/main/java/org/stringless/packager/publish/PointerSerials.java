package org.stringless.packager.publish;

import java.util.Collection;
import org.stringless.model.release.PackagePin;

/** Serials of pointers by the names of their packages. */
final class PointerSerials {
    private PointerSerials() {}

    /** The highest one, 0 when no package is a pointer of that name. */
    static long newest(String pointerName, Collection<PackagePin> packages) {
        return packages.stream()
                .filter(pin -> pin.name().name().equals(pointerName))
                .map(pin -> pin.name().version())
                .filter(version -> version.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }
}
