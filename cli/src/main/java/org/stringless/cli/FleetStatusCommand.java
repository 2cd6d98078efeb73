package org.stringless.cli;

import java.io.PrintWriter;
import org.stringless.io.json.JsonObject;
import picocli.CommandLine.Command;

/** {@code stringless fleet status}: how many nodes are in each state. */
@Command(name = "status", description = "Shows how many nodes are in each state.")
final class FleetStatusCommand extends FleetQuestion {
    @Override
    String path() {
        return "v1/fleet";
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
        JsonObject states = answer.object("states");
        for (String state : states.names()) {
            out.printf("%-10s %d%n", state, states.number(state));
        }
        out.printf("%-10s %d%n", "all", answer.number("nodes"));
        if (answer.number("pending") > 0) {
            out.printf("%d of them would change something, were they not run as noop.%n", answer.number("pending"));
        }
    }

    @Override
    int status(JsonObject answer) {
        JsonObject states = answer.object("states");
        if (answer.number("nodes") == 0) {
            return UNKNOWN;
        }
        return states.number("failed") + states.number("silent") > 0 ? NOT_WELL : WELL;
    }
}
