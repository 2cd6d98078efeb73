package org.stringless.packager.rpm;

import java.nio.file.Path;
import java.time.Instant;
import org.stringless.model.release.PackageName;

/**
 * A finished package that nobody has signed, under a temporary name.
 *
 * @param fileName the name its signed file will have
 * @param file beside the place the signed package will have
 * @param buildTime the time it carries
 */
public record UnsignedRpm(PackageName name, String fileName, Path file, Instant buildTime) {}
