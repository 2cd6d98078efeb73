package org.stringless.packager.channel;

import java.util.ArrayList;
import java.util.List;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;

/** A release as it lies in a repository: its package and what that says. */
record PublishedRelease(PackagePin packageFile, Release manifest) {
    /** How a pointer names it. */
    ReleasePin pin() {
        return new ReleasePin(manifest.environment(), manifest.id(), packageFile);
    }

    /** All that a node needs of it. */
    List<PackagePin> packages() {
        List<PackagePin> packages = new ArrayList<>(List.of(packageFile));
        manifest.modules().stream().map(ModulePin::packageFile).forEach(packages::add);
        return packages;
    }
}
