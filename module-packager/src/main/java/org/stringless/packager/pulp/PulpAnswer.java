package org.stringless.packager.pulp;

import java.util.Locale;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;

/**
 * One answer of Pulp.
 *
 * @param status HTTP status
 * @param mediaType its media type, or an empty text
 * @param text the whole body
 * @param correlation the id under which Pulp's log and tasks know the request
 */
record PulpAnswer(int status, String mediaType, String text, String correlation) {
    boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Whether something in front of Pulp, or Pulp being busy, may have caused it. */
    boolean passing() {
        return status == 502 || status == 503 || status == 504;
    }

    /** The body as an object; throws {@link JsonException} when it is not one. */
    JsonObject json() {
        return JsonObject.parse(text);
    }

    /** What Pulp said, in one line of bearable length. Its forms are many (and HTML is one of them), so it is shown, not parsed. */
    String said() {
        if (!mediaType.toLowerCase(Locale.ROOT).contains("json")) {
            return text.isBlank() ? "without a word" : "with a page of HTML, as Pulp does for its own faults";
        }
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 400 ? line.substring(0, 399) + "…" : line;
    }
}
