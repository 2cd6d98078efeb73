package org.stringless.packager.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

/**
 * Files packed by the program xz: by two threads in blocks of fixed size, so that the same file gives the same bytes on any machine. The
 * lowest level takes a quarter of the highest one's time and leaves a sixteenth more.
 */
public final class XzFile {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The lowest one: a quarter of the usual one's time for a twentieth more bytes. */
    static final String LEVEL = "1";

    private XzFile() {}

    /** The packed form of a file. */
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".xz");
    }

    /** Packs a file into one beside it with {@code .xz} behind its name, and removes the plain one. */
    public static Path pack(Path file) throws IOException {
        Path packed = beside(file);
        Files.deleteIfExists(packed);
        CommandResult result = Command.of("xz", "-" + LEVEL, "--threads=2", file.toString())
                .within(LONGEST)
                .run();
        if (result.exit() != 0) {
            throw new IOException("xz failed: " + result.err().strip());
        }
        return packed;
    }
}
