package org.stringless.cli;

import java.io.PrintWriter;
import org.stringless.io.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stringless fleet failures}: what fails, and where. */
@Command(
        name = "failures",
        description = "Shows what fails on how many nodes, and the nodes that are failed or silent.")
final class FleetFailuresCommand extends FleetQuestion {
    @Option(names = "--after", paramLabel = "NAME", defaultValue = "", description = "Only nodes that sort after NAME.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String after;

    @Override
    String path() {
        return "v1/failures?after=" + encoded(after);
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
        TextTable causes = new TextTable("CAUSE", "NODES", "FOR EXAMPLE", "MESSAGE");
        for (JsonObject cause : answer.objects("causes")) {
            causes.row(
                    cause.text("cause"),
                    String.valueOf(cause.number("nodes")),
                    cause.text("node"),
                    cause.text("message"));
        }
        causes.print(out);
        if (!answer.objects("causes").isEmpty()) {
            out.println();
        }
        printNodes(answer, out);
        if (answer.objects("nodes").isEmpty()) {
            out.println("No node is failed or silent.");
        }
    }

    @Override
    int status(JsonObject answer) {
        return statusOf(answer.objects("nodes"));
    }
}
