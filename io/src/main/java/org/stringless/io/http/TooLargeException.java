package org.stringless.io.http;

import java.io.IOException;

/** The other side gives more bytes than were asked for: asking again soon is of no use. */
public final class TooLargeException extends IOException {
    /** What is larger than what. */
    public TooLargeException(String message) {
        super(message);
    }
}
