package org.stringless.io.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks once more, a moment later, when a server refused the connection, broke off, or had a fault of its own: while it is restarted a node
 * should not lose a whole period. Nodes whose moment was the same come back at different ones.
 */
public final class SecondTry implements Transport {
    private final Transport transport;
    private final Duration pause;

    /** @param pause the longest one; each is drawn between a third of it and all */
    public SecondTry(Transport transport, Duration pause) {
        this.transport = transport;
        this.pause = pause;
    }

    @Override
    public byte[] fetch(URI address, int limit) throws IOException {
        try {
            return transport.fetch(address, limit);
        } catch (IOException e) {
            waitAfter(e);
            return transport.fetch(address, limit);
        }
    }

    @Override
    public String download(URI address, Path to, long limit) throws IOException {
        try {
            return transport.download(address, to, limit);
        } catch (IOException e) {
            waitAfter(e);
            Files.deleteIfExists(to);
            return transport.download(address, to, limit);
        }
    }

    private void waitAfter(IOException problem) throws IOException {
        boolean passing = problem instanceof SocketException
                || problem instanceof ProtocolException
                || problem.getCause() instanceof EOFException
                || (problem instanceof StatusException status && status.passing());
        if (!passing) {
            throw problem;
        }
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() / 3, pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(problem.getMessage());
        }
    }
}
