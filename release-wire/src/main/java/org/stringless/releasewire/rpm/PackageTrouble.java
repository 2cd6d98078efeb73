package org.stringless.releasewire.rpm;

import java.nio.file.Path;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** The two sentences about a package file that cannot be taken. */
final class PackageTrouble {
    private PackageTrouble() {}

    /** It is not what somebody signed. */
    static Failure unverified(Path file, Exception cause) {
        return new Failure(
                Reason.UNVERIFIED,
                sentence(file, String.valueOf(cause.getMessage())),
                "Fetch or publish it again; if it stays so, find out who changed it.",
                cause);
    }

    /** It is what somebody signed, and holds what it may not. */
    static Failure refused(Path file, Exception cause) {
        return new Failure(
                Reason.PACKAGE_REFUSED,
                sentence(file, String.valueOf(cause.getMessage())),
                "Build the package again with 'stringless package'.",
                cause);
    }

    private static String sentence(Path file, String trouble) {
        return "The package " + file.getFileName() + " " + trouble + ".";
    }
}
