package org.stringless.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end its work in order when the program is told to stop: what it does meanwhile is waited for, up to 80 s. */
final class Stopping implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(80);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean asked;

    /** From now until {@link #close()}; {@code stop} is called, from another thread, when the program is told to stop. */
    Stopping(Runnable stop) {
        hook = new Thread(
                () -> {
                    asked = true;
                    stop.run();
                    await();
                },
                "stops the work");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the program was told to stop. */
    boolean asked() {
        return asked;
    }

    private void await() {
        try {
            if (!over.await(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                return; // an open record says it: interrupted
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is over. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            asked = true;
        }
    }
}
