package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.rpm.SignedRpm;

/** The small repository of one channel beside a target's big one. */
public interface TargetChannel {
    /** Where nodes find it, with a slash at the end. */
    URI address();

    /** What it holds now. */
    Content content() throws IOException;

    /** Copies a package's file out of it; the bytes are checked against the pin. */
    void fetch(PackagePin pin, Path to) throws IOException;

    /**
     * Makes these packages and the pointer its content, in one step that readers see whole or not at all.
     *
     * @param before the content that the caller decided by; when it is another by now, nothing is done
     * @param kept packages that are in the target's big repository, or were in {@code before}
     */
    void replace(Content before, List<PackagePin> kept, SignedRpm pointer) throws IOException;

    /**
     * What a channel's repository holds at one moment.
     *
     * @param packages what readers see
     * @param newestSerial the highest serial of a pointer, those included that were left by an interrupted switch; 0 without any
     * @param state tells this content from every other
     */
    record Content(List<PackagePin> packages, long newestSerial, String state) {
        /** Copies the list. */
        public Content {
            packages = List.copyOf(packages);
        }
    }
}
