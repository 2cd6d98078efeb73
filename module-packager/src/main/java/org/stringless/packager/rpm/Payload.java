package org.stringless.packager.rpm;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The packed files of a package that has no header as yet.
 *
 * @param file holds the compressed archive and nothing else
 * @param size bytes of that file
 * @param unpackedSize bytes of the archive before its compression
 * @param sha256 of that file
 * @param unpackedSha256 of the archive before its compression
 * @param level of the compression
 */
record Payload(Path file, long size, long unpackedSize, String sha256, String unpackedSha256, String level) {
    /** Copies it to where the channel stands. */
    void copyTo(FileChannel out) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long done = 0;
            while (done < size) {
                done += in.transferTo(done, size - done, out);
            }
        }
    }
}
