package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.stringless.cli.settings.Secrets;
import org.stringless.io.http.NotThereException;
import org.stringless.io.http.Web;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.text.TimeWords;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** One question to the collector; its exit status is the answer for a monitor. */
abstract class FleetQuestion implements Callable<Integer> {
    /** All is well. */
    static final int WELL = 0;

    /** Nodes are failed or silent. */
    static final int NOT_WELL = 1;

    /** Nobody can say. */
    static final int UNKNOWN = 3;

    private static final int FORMAT = 1;
    private static final int LARGEST = 16 << 20;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private FleetCommand fleet;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** What to ask, as {@code v1/fleet}. */
    abstract String path();

    /** Prints the answer for a person. */
    abstract void print(JsonObject answer, PrintWriter out);

    /** What a monitor is told. */
    abstract int status(JsonObject answer);

    @Override
    public Integer call() {
        URI address = fleet.collector().resolve(path());
        PrintWriter err = spec.commandLine().getErr();
        try {
            byte[] text = new Web().fetch(address, LARGEST);
            JsonObject answer = JsonObject.parse(text).format(FORMAT);
            PrintWriter out = spec.commandLine().getOut();
            if (fleet.wantsJson()) {
                out.print(new String(text, StandardCharsets.UTF_8));
            } else {
                print(answer, out);
            }
            out.flush();
            return status(answer);
        } catch (NotThereException e) {
            err.println("stringless: the collector knows nothing of " + address.getPath() + ".");
            err.println("Next: see 'stringless fleet nodes --state all' for the nodes it knows.");
        } catch (IOException | JsonException e) {
            err.println("stringless: the collector did not answer: " + Secrets.hidden(e.getMessage() + "."));
            err.println("Next: check that it is running at "
                    + Secrets.hidden(fleet.collector() + ", or name it by --collector."));
        }
        return UNKNOWN;
    }

    /** Part of an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whether one of these nodes is failed or silent. */
    static int statusOf(List<JsonObject> nodes) {
        return nodes.stream()
                        .map(node -> node.text("state"))
                        .anyMatch(state -> state.equals("failed") || state.equals("silent"))
                ? NOT_WELL
                : WELL;
    }

    /** Prints nodes as a table, and how to go on when there are more. */
    static void printNodes(JsonObject answer, PrintWriter out) {
        Instant now = answer.instant("at");
        TextTable table = new TextTable("NODE", "STATE", "LAST RUN", "RELEASE", "FIRST ERROR");
        for (JsonObject node : answer.objects("nodes")) {
            JsonObject run = node.object("last_run");
            table.row(
                    node.text("name"),
                    node.text("state"),
                    TimeWords.ago(run.instant("started"), now),
                    release(run),
                    run.text("first_error"));
        }
        table.print(out);
        if (answer.has("next")) {
            out.println("There are more: add --after " + answer.text("next") + ".");
        }
    }

    /** The release applied, and the one wanted when that is another. */
    static String release(JsonObject run) {
        String applied = run.text("release_applied", "none");
        String wanted = run.text("release_wanted", applied);
        return wanted.equals(applied) ? applied : applied + ", wants " + wanted;
    }
}
