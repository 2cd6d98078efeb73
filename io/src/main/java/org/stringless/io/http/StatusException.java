package org.stringless.io.http;

import java.io.IOException;

/** The other side answered with a status that means neither success nor that there is no such thing. */
public final class StatusException extends IOException {
    private final int status;

    /**
     * What was asked, and how it was answered.
     *
     * @param status HTTP's, as in 503
     */
    StatusException(String address, int status) {
        super(address + " answered " + status);
        this.status = status;
    }

    /** Whether the fault is the server's own, and may be over soon. */
    boolean passing() {
        return status >= 500;
    }
}
