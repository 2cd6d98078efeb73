package org.stringless.model.release;

import java.time.Instant;
import java.util.List;
import org.stringless.model.module.TreeDigest;

/**
 * An immutable, complete set: the control repository at one commit, and the exact module packages that belong to it. Its written form is
 * {@code release.json}.
 *
 * @param commit the control repository's commit, 40 hexadecimal digits
 * @param created the time of that commit, so that the same input gives the same bytes
 * @param builder program and version that built it, {@code stringless 0.1.0}
 * @param securityFloor the least id a node that has this release may ever go back to, or an empty text
 * @param controlTree digest of the control tree that travels in the release package
 */
public record Release(
        EnvironmentName environment,
        ReleaseId id,
        String commit,
        Instant created,
        String builder,
        String securityFloor,
        TreeDigest controlTree,
        List<ModulePin> modules) {
    /** Copies the list. */
    public Release {
        modules = List.copyOf(modules);
    }

    /** Name of the package this release travels in. */
    public PackageName packageName() {
        return packageName(environment, id);
    }

    /** Name of the package a release travels in: {@code stringless-release-<environment>-<id>-1}. */
    public static PackageName packageName(EnvironmentName environment, ReleaseId id) {
        return new PackageName("stringless-release-" + environment, 0, id.text(), "1");
    }
}
