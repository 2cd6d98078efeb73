package org.stringless.model.failure;

/**
 * Something a user must know about: one sentence that names the thing and the cause, one that says what to do next, and a {@link Reason}
 * with its exit status. Thrown inside, formed into lines only at the edge.
 */
public final class Failure extends RuntimeException {
    private final Reason reason;
    private final String next;

    /** A failure without another exception behind it. */
    public Failure(Reason reason, String sentence, String next) {
        super(sentence);
        this.reason = reason;
        this.next = next;
    }

    /** A failure with the exception that told of it; its trace is shown only when asked for. */
    public Failure(Reason reason, String sentence, String next, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
        this.next = next;
    }

    /** What kind of failure. */
    public Reason reason() {
        return reason;
    }

    /** What happened: thing and cause, one sentence with its full stop. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** What to do next, one sentence with its full stop. */
    public String next() {
        return next;
    }
}
