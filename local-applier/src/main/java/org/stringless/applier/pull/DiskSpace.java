package org.stringless.applier.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** Whether there is room in the store, before and after something went wrong. */
final class DiskSpace {
    // Below this, a failed write failed for want of room, whatever language its message is in.
    private static final long NOTHING = 1L << 20;

    private final Path directory;

    DiskSpace(Path directory) {
        this.directory = directory;
    }

    /** Fails when there are fewer bytes than these. */
    void require(long bytes) throws IOException {
        long usable = Files.getFileStore(directory).getUsableSpace();
        if (usable < bytes) {
            throw new Failure(
                    Reason.NO_SPACE,
                    "The release needs " + mebibytes(bytes) + " MiB in " + directory + ", where only "
                            + mebibytes(usable) + " MiB are left.",
                    "Make room; the next run tries again.");
        }
    }

    /** Whether that is what it comes to when the disk, or a quota, is full. */
    boolean isCauseOf(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(directory).getUsableSpace() < NOTHING;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** The complaint about it. */
    Failure full(IOException e) {
        return new Failure(
                Reason.NO_SPACE,
                "There is no space left in " + directory + ".",
                "Make room; the next run tries again.",
                e);
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
