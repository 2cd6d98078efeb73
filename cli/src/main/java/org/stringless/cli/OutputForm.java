package org.stringless.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.stringless.io.json.JsonObject;
import picocli.CommandLine.Option;

/** Option {@code --output}: lines for people, or one JSON object for programs. */
final class OutputForm {
    @Option(names = "--output", paramLabel = "text|json", description = "Lines for people, or one JSON object.")
    private OutputFormat form = OutputFormat.TEXT;

    boolean json() {
        return form == OutputFormat.JSON;
    }

    /** Prints the object. */
    static void print(PrintWriter out, Map<String, ?> members) {
        out.print(new String(JsonObject.pretty(members), StandardCharsets.UTF_8));
        out.flush();
    }
}
