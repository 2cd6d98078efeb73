package org.stringless.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stringless.io.http.Transport;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Stage;
import org.stringless.model.schedule.Period;
import org.stringless.reportwire.RunRecordJson;

/** Asks a collector for the newest run of every node it knows, and for a sample of their whole records. */
final class MeasuredFleet {
    private static final int PAGE = 1000;
    private static final int LARGEST = 64 << 20;
    private static final int SAMPLE = 100;

    private final URI collector;
    private final Transport transport;
    private final Progress progress;

    MeasuredFleet(URI collector, Transport transport, Progress progress) {
        this.collector = URI.create(collector.toString().replaceAll("/+$", "") + "/");
        this.transport = transport;
        this.progress = progress;
    }

    /** A group for each period in which nodes run, the shortest first. */
    List<MeasuredGroup> groups() {
        try {
            Map<Period, List<Arrival>> arrivals = new EnumMap<>(Period.class);
            Instant asked = arrivals(arrivals);
            List<MeasuredGroup> groups = new ArrayList<>();
            for (Map.Entry<Period, List<Arrival>> group : arrivals.entrySet()) {
                groups.add(MeasuredGroup.of(group.getKey(), group.getValue(), fetching(group.getValue()), asked));
            }
            if (groups.isEmpty()) {
                throw new Failure(
                        Reason.USAGE,
                        "The collector at " + collector + " knows no node yet.",
                        "Plan by --group or --file until records have come.");
            }
            return groups;
        } catch (IOException | JsonException | IllegalArgumentException e) {
            throw new Failure(
                    Reason.COLLECTOR_UNREACHABLE,
                    "The collector did not answer: " + e.getMessage() + ".",
                    "Check that it is running at " + collector + ".",
                    e);
        } finally {
            progress.end();
        }
    }

    /**
     * The newest run of one node.
     *
     * @param run id of its record
     * @param received by the collector's clock
     * @param delay from the run's end to its receipt
     */
    record Arrival(String run, Instant received, Duration delay) {}

    /** Fills the map, and gives the collector's time. */
    private Instant arrivals(Map<Period, List<Arrival>> arrivals) throws IOException {
        progress.begin("reading nodes", 0);
        String after = "";
        JsonObject page;
        do {
            page = ask("v1/nodes?limit=" + PAGE + "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
            for (JsonObject node : page.objects("nodes")) {
                JsonObject run = node.object("last_run");
                // A node's deadline is two periods after the start of its run.
                Duration twice = Duration.between(run.instant("started"), node.instant("due_by"));
                Instant received = run.instant("received");
                Duration delay = Duration.between(run.instant("ended"), received);
                arrivals.computeIfAbsent(nearest(twice.dividedBy(2)), period -> new ArrayList<>())
                        .add(new Arrival(run.text("id"), received, delay));
            }
            progress.advance(page.objects("nodes").size(), "");
            after = page.text("next", "");
        } while (!after.isEmpty());
        return page.instant("at");
    }

    /** How long a run of this group fetches, as the mean of a sample of whole records; a second when none of them came to that. */
    private Duration fetching(List<Arrival> arrivals) throws IOException {
        int step = Math.max(1, arrivals.size() / SAMPLE);
        long millis = 0;
        int runs = 0;
        progress.begin("reading records", (arrivals.size() + step - 1) / step);
        for (int node = 0; node < arrivals.size(); node += step) {
            byte[] record = transport.fetch(
                    collector.resolve("v1/runs/" + arrivals.get(node).run()), LARGEST);
            RunRecord run = RunRecordJson.read(record);
            if (run.timings().containsKey(Stage.FETCH)) {
                millis += run.timings().getOrDefault(Stage.FETCH, Duration.ZERO).toMillis();
                runs++;
            }
            progress.advance(1, "");
        }
        return runs == 0 ? Duration.ofSeconds(1) : Duration.ofMillis(Math.max(1, millis / runs));
    }

    private JsonObject ask(String path) throws IOException {
        return JsonObject.parse(transport.fetch(collector.resolve(path), LARGEST))
                .format(1);
    }

    private static Period nearest(Duration length) {
        double seconds = Math.max(1, length.toSeconds());
        return Stream.of(Period.values())
                .min(Comparator.comparingDouble(period -> Math.abs(Math.log(period.seconds() / seconds))))
                .orElseThrow();
    }
}
