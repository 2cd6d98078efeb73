package org.stringless.packager.rpm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;
import org.stringless.packager.tree.ModuleMetadata;
import org.stringless.packager.tree.ModuleTree;

/** Builds the unsigned package {@code puppet-module-<owner>-<name>} of a module tree. */
public final class ModuleRpmBuilder {
    /** The directory that has all packaged modules, each by its own name, so that {@code --modulepath} can name it. */
    public static final String MODULES = "/usr/share/puppet/modules";

    /**
     * Name of the package that a module becomes.
     *
     * @param rpmRelease our count of packagings of one version
     */
    public static PackageName packageName(ModuleMetadata metadata, String rpmRelease) {
        try {
            return new PackageName(
                    "puppet-module-" + metadata.name(), 0, metadata.version().rpm(), rpmRelease);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Reason.USAGE,
                    "'" + rpmRelease + "' is not an RPM release.",
                    "Use letters, digits, dots and underscores.",
                    e);
        }
    }

    /** Packs the tree into a directory; {@link RpmSigner} writes the package there. */
    public UnsignedRpm build(ModuleTree tree, String rpmRelease, Instant buildTime, Path outDirectory)
            throws IOException {
        ModuleMetadata metadata = tree.metadata();
        return new PayloadRpmBuilder(packageName(metadata, rpmRelease), buildTime)
                .describe(
                        metadata.summary(),
                        "Puppet module " + metadata.name() + " " + metadata.version() + ". " + metadata.summary())
                .author(metadata.author())
                .license(metadata.license())
                .url(metadata.url())
                .tree(MODULES + "/" + metadata.name().name(), tree.files())
                .provides(ModuleRelations.provides(metadata))
                .requires(ModuleRelations.requires(metadata))
                .build(outDirectory);
    }
}
