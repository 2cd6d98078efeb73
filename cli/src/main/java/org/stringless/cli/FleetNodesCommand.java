package org.stringless.cli;

import java.io.PrintWriter;
import org.stringless.io.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stringless fleet nodes}: a page of nodes. */
@Command(name = "nodes", description = "Lists nodes with their state, last run, release and first error.")
final class FleetNodesCommand extends FleetQuestion {
    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "all",
            description = "all, attention (failed or silent), failed, silent, changed, unchanged, skipped or pending "
                    + "(noop) (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String state;

    @Option(names = "--filter", paramLabel = "TEXT", defaultValue = "", description = "Only names with TEXT in them.")
    @SuppressWarnings("NullAway.Init")
    private String filter;

    @Option(names = "--after", paramLabel = "NAME", defaultValue = "", description = "Only names that sort after NAME.")
    @SuppressWarnings("NullAway.Init")
    private String after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most nodes to list, up to 1000 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    String path() {
        return "v1/nodes?state=" + encoded(state) + "&q=" + encoded(filter) + "&after=" + encoded(after) + "&limit="
                + limit;
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
        printNodes(answer, out);
    }

    @Override
    int status(JsonObject answer) {
        return statusOf(answer.objects("nodes"));
    }
}
