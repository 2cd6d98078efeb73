package org.stringless.collector.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.stringless.io.json.JsonObject;

/** What goes back to the asker. */
record Answer(int status, String type, String text) {
    static Answer html(int status, String page) {
        return new Answer(status, "text/html; charset=utf-8", page);
    }

    static Answer json(int status, Map<String, ?> members) {
        return new Answer(
                status, "application/json", new String(JsonObject.compact(members), StandardCharsets.UTF_8) + "\n");
    }

    static Answer plain(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text);
    }
}
