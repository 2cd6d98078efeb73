package org.stringless.packager.rpm;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.stringless.model.module.TreeDigest;

/** RPM's release of a module package: what tells packages of one version apart, so that other bytes never share a name. */
@FunctionalInterface
public interface RpmRelease {
    /** Of a version that its author published under that name: a Forge version, a tag. */
    RpmRelease PUBLISHED = tree -> "1";

    /** The release for a tree. */
    String of(TreeDigest tree);

    /** The same for any tree. */
    static RpmRelease fixed(String text) {
        return tree -> text;
    }

    /** {@code 0.<commit time>.<8 digits of the tree digest>}: later commits sort higher, and all of them below what gets published. */
    static RpmRelease ofCommit(Instant commitTime) {
        String time = DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                .withZone(ZoneOffset.UTC)
                .format(commitTime);
        return tree -> "0." + time + "." + tree.abbreviated();
    }
}
