package org.stringless.cli;

import java.io.PrintWriter;
import java.util.List;
import org.stringless.io.json.JsonObject;
import picocli.CommandLine.Command;

/** {@code stringless fleet releases}: which release is on how many nodes. */
@Command(name = "releases", description = "Shows which release is on how many nodes, and how they are with it.")
final class FleetReleasesCommand extends FleetQuestion {
    @Override
    String path() {
        return "v1/releases";
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
        TextTable table =
                new TextTable("RELEASE", "WANTED", "APPLIED", "FAILED", "SILENT", "CHANGED", "UNCHANGED", "SKIPPED");
        for (JsonObject release : answer.objects("releases")) {
            JsonObject states = release.object("states");
            String id = release.text("release");
            table.row(
                    id.isEmpty() ? "none" : id,
                    number(release, "wanted"),
                    number(release, "applied"),
                    number(states, "failed"),
                    number(states, "silent"),
                    number(states, "changed"),
                    number(states, "unchanged"),
                    number(states, "skipped"));
        }
        table.print(out);
    }

    @Override
    int status(JsonObject answer) {
        List<JsonObject> releases = answer.objects("releases");
        boolean well = releases.stream()
                .map(release -> release.object("states"))
                .allMatch(states -> states.number("failed") + states.number("silent") == 0);
        return releases.isEmpty() ? UNKNOWN : well ? WELL : NOT_WELL;
    }

    private static String number(JsonObject members, String name) {
        return String.valueOf(members.number(name));
    }
}
