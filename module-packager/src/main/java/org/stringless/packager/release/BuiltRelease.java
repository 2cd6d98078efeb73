package org.stringless.packager.release;

import java.nio.file.Path;
import java.util.List;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;

/**
 * What a build left in its directory.
 *
 * @param notes sentences that a person should read, though nothing failed
 */
public record BuiltRelease(
        Release release, PackagePin packageFile, Path file, List<Module> modules, List<String> notes) {
    /** Copies the lists. */
    public BuiltRelease {
        modules = List.copyOf(modules);
        notes = List.copyOf(notes);
    }

    /**
     * A module's package.
     *
     * @param built whether it was made now; otherwise it was there already, byte for byte
     */
    public record Module(ModulePin pin, Path file, boolean built) {}
}
