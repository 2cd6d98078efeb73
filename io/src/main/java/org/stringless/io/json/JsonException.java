package org.stringless.io.json;

/** A text is not the JSON document it should be; the message names the place, {@code modules[3].package.size}. */
public final class JsonException extends RuntimeException {
    /** What is wrong, and where. */
    public JsonException(String message) {
        super(message);
    }

    /** What is wrong, with the parser's own word. */
    public JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
