package org.stringless.packager.rpm;

import java.nio.file.Path;
import org.stringless.model.release.PackagePin;

/** A signed package under its final name. */
public record SignedRpm(Path file, PackagePin pin) {}
