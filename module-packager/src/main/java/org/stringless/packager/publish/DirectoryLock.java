package org.stringless.packager.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** Only one may change a directory at a time; the lock ends with its process, whatever becomes of it. */
final class DirectoryLock implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits a minute for whoever has it. */
    static DirectoryLock of(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (tried(channel) == null) {
                if (System.nanoTime() > end) {
                    throw new Failure(
                            Reason.TARGET_REFUSED,
                            "Another publishing has been at work in " + directory + " for more than "
                                    + PATIENCE.toSeconds() + " s.",
                            "Wait for its end, then repeat the command.");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            return new DirectoryLock(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new Failure(Reason.INTERRUPTED, "Waiting for a lock was interrupted.", "Repeat the command.", e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
