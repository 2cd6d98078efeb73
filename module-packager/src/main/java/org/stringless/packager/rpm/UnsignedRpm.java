package org.stringless.packager.rpm;

import java.nio.file.Path;
import java.time.Instant;
import org.stringless.model.release.PackageName;

/**
 * A finished package that nobody has signed; only {@link RpmSigner} makes a file of it.
 *
 * @param file where the signed package will stand
 * @param buildTime the time it carries
 * @param lead the 96 bytes that every package's file begins with; what they say, headers have long said better
 * @param header the main header, which tells all of the package, its payload's digest included
 * @param payload lies in a temporary file until the package is signed
 */
@SuppressWarnings("ArrayRecordComponent") // on their way into a file; nobody compares them
public record UnsignedRpm(
        PackageName name, Path file, Instant buildTime, byte[] lead, byte[] header, Payload payload) {}
