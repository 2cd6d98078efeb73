package org.stringless.packager.release;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ReleaseId;

/**
 * Which release to build.
 *
 * @param control a directory inside a Git repository: its top or below
 * @param ref what to build instead of HEAD: a branch, tag or commit
 * @param environment the Puppet environment that nodes will see
 * @param id the release's name; empty means time and commit
 * @param securityFloor the least release that a node may go back to from this one
 * @param out where the packages go
 * @param allowFloating whether references that float are taken as they stand now, instead of being refused
 * @param allowedLinks directories outside of the tree that links may point to or below
 */
public record ReleaseRequest(
        Path control,
        Optional<String> ref,
        EnvironmentName environment,
        Optional<ReleaseId> id,
        Optional<ReleaseId> securityFloor,
        Path out,
        boolean allowFloating,
        List<Path> allowedLinks) {
    /** Copies the list. */
    public ReleaseRequest {
        allowedLinks = List.copyOf(allowedLinks);
    }
}
