package org.stringless.io.http;

import java.io.IOException;

/** The other side answered, and what was asked for is not there: asking again soon is of no use. */
public final class NotThereException extends IOException {
    /** What is not where. */
    public NotThereException(String message) {
        super(message);
    }
}
