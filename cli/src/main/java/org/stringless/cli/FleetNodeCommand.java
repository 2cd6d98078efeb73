package org.stringless.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.stringless.io.json.JsonObject;
import org.stringless.model.node.NodeName;
import org.stringless.model.text.TimeWords;
import org.stringless.model.text.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code stringless fleet node NAME}: one node and its runs. */
@Command(name = "node", description = "Shows a node's state and its runs, newest first.")
final class FleetNodeCommand extends FleetQuestion {
    @Parameters(paramLabel = "NAME", converter = Name.class, description = "The node.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NodeName name;

    /** Reads the name. */
    static final class Name implements ITypeConverter<NodeName> {
        @Override
        public NodeName convert(String text) {
            try {
                return new NodeName(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    String path() {
        return "v1/nodes/" + name;
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
        Instant now = answer.instant("at");
        JsonObject node = answer.object("node");
        JsonObject last = node.object("last_run");
        out.println(VisibleText.line(node.text("name")) + " is " + node.text("state") + "; its next run is due "
                + TimeWords.ago(node.instant("due_by"), now) + ".");
        if (!last.text("first_error").isEmpty()) {
            out.println("First error: " + VisibleText.of(last.text("first_error")));
        }
        out.println();
        TextTable table =
                new TextTable("STARTED", "OUTCOME", "TOOK", "CHANGED", "FAILED", "PENDING", "RELEASE", "FIRST ERROR");
        for (JsonObject run : answer.objects("runs")) {
            Instant started = run.instant("started");
            table.row(
                    TimeWords.exact(started),
                    run.text("outcome") + (run.bool("noop") ? " (noop)" : ""),
                    TimeWords.span(Duration.between(started, run.instant("ended"))),
                    String.valueOf(run.number("changed")),
                    String.valueOf(run.number("failed")),
                    String.valueOf(run.number("pending")),
                    release(run),
                    run.text("first_error"));
        }
        table.print(out);
    }

    @Override
    int status(JsonObject answer) {
        return statusOf(List.of(answer.object("node")));
    }
}
