package org.stringless.packager.puppetfile;

import java.nio.file.Path;

/** Directories that a Puppetfile names. */
final class ModulePath {
    private ModulePath() {}

    /** The directory without {@code .} and {@code ..}, empty for the environment's own; refused when it lies outside. */
    static String normalized(String directory, int line) {
        Path path = Path.of(directory).normalize();
        if (path.isAbsolute() || path.startsWith("..") || directory.indexOf('\0') >= 0) {
            throw Refusal.at(
                    line,
                    "the directory '" + directory + "' lies outside of the environment",
                    "Name a directory inside the control repository.");
        }
        return path.toString();
    }

    static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
