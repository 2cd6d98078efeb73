package org.stringless.applier.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.FileTree;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * Only one at a time may change what the node has. It is gone when this program dies; the engine holds a lock of its own, so that a Puppet
 * that outlives us still keeps the next run away.
 */
public final class RunLock implements AutoCloseable {
    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of the node with that state.
     *
     * @param wait how long another holder is waited for
     * @throws Failure LOCKED when it is still held then
     */
    public static RunLock take(Path state, Duration wait) throws IOException {
        Path file = FileTree.makePrivate(state.resolve("runs")).resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long deadline = System.nanoTime() + wait.toNanos();
            while (tried(channel) == null) {
                if (System.nanoTime() - deadline >= 0) {
                    throw held();
                }
                Thread.sleep(100);
            }
            return new RunLock(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw held();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static Failure held() {
        return new Failure(
                Reason.LOCKED,
                "Another run is busy on this node.",
                "Wait for it to end, or give --waitforlock SECONDS.");
    }

    private static @Nullable FileLock tried(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another thread of this very program
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
