package org.stringless.io.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Brings bytes from a {@code file:}, {@code http:} or {@code https:} address, never more than was asked for. Safe for several threads. */
public interface Transport {
    /**
     * The whole content.
     *
     * @param limit most bytes to take; more is an error, not a cut
     * @throws NotThereException when the server says that there is no such thing
     * @throws TooLargeException when it is larger than the limit
     * @throws IOException when it cannot be had now
     */
    byte[] fetch(URI address, int limit) throws IOException;

    /**
     * The whole content into a new file.
     *
     * @param limit most bytes to take; more is an error, not a cut
     * @return SHA-256 of the content, 64 hexadecimal digits
     * @throws NotThereException when the server says that there is no such thing
     * @throws TooLargeException when it is larger than the limit
     * @throws IOException when it cannot be had now, or when the disk is full
     */
    String download(URI address, Path to, long limit) throws IOException;
}
