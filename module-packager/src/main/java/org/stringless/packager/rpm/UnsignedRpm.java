package org.stringless.packager.rpm;

import java.nio.file.Path;
import java.time.Instant;
import org.stringless.model.release.PackageName;

/** A finished package that nobody has signed: what its file will hold, in that order. */
public final class UnsignedRpm {
    private final PackageName name;
    private final Path file;
    private final Instant buildTime;
    private final byte[] lead;
    private final byte[] header;
    private final Payload payload;

    UnsignedRpm(PackageName name, Path file, Instant buildTime, byte[] lead, byte[] header, Payload payload) {
        this.name = name;
        this.file = file;
        this.buildTime = buildTime;
        this.lead = lead;
        this.header = header;
        this.payload = payload;
    }

    PackageName name() {
        return name;
    }

    /** Where the signed package will stand. */
    Path file() {
        return file;
    }

    /** The time it carries. */
    Instant buildTime() {
        return buildTime;
    }

    /** The 96 bytes that every package's file begins with, whose place headers have taken long since. */
    byte[] lead() {
        return lead;
    }

    /** The main header, which tells all of the package, its payload's digest included. */
    byte[] header() {
        return header;
    }

    /** Lies under a temporary name until the package is signed. */
    Payload payload() {
        return payload;
    }
}
