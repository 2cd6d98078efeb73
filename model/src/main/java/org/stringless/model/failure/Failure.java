package org.stringless.model.failure;

import java.util.regex.Pattern;

/**
 * Something a user must know about: one sentence that names the thing and the cause, one that says what to do next, and a {@link Reason}
 * with its exit status. Thrown inside, formed into lines only at the edge. It travels into records, journals and pages, so an address in
 * it is told without its user and password.
 */
public final class Failure extends RuntimeException {
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/?#\\s]*@");

    private final Reason reason;
    private final String next;

    /** A failure without another exception behind it. */
    public Failure(Reason reason, String sentence, String next) {
        super(hidden(sentence));
        this.reason = reason;
        this.next = hidden(next);
    }

    /** A failure with the exception that told of it; its trace is shown only when asked for. */
    public Failure(Reason reason, String sentence, String next, Throwable cause) {
        super(hidden(sentence), cause);
        this.reason = reason;
        this.next = hidden(next);
    }

    private static String hidden(String text) {
        return CREDENTIALS.matcher(text).replaceAll("://***@");
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
