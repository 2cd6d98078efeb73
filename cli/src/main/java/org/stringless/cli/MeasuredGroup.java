package org.stringless.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.cli.MeasuredFleet.Arrival;
import org.stringless.model.schedule.Group;
import org.stringless.model.schedule.Group.Start;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Service;

/**
 * Nodes that run in the same period, as a collector has seen them.
 *
 * @param mean records that arrived in a second, over the last period
 * @param peak most records that arrived in one second of the last period
 */
record MeasuredGroup(Group group, double mean, int peak) {
    /** A record that took longer has waited in its spool for something else than the collector. */
    private static final Duration WAITED = Duration.ofMinutes(1);

    static MeasuredGroup of(Period period, List<Arrival> arrivals, Duration fetching, Instant asked) {
        Map<Long, Integer> seconds = new HashMap<>();
        Instant since = asked.minus(period.length());
        int recent = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.received().isAfter(since)) {
                seconds.merge(arrival.received().getEpochSecond(), 1, Integer::sum);
                recent++;
            }
        }
        Group group = new Group(
                "every " + period,
                arrivals.size(),
                period.length(),
                Map.of(Service.REPOSITORY, fetching, Service.COLLECTOR, delivering(arrivals)),
                new Start.Indexed(),
                Optional.empty());
        int peak = seconds.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return new MeasuredGroup(group, (double) recent / period.seconds(), peak);
    }

    /** From the end of a run to the receipt of its record; a second when no clock can be believed. */
    private static Duration delivering(List<Arrival> arrivals) {
        double millis = arrivals.stream()
                .map(Arrival::delay)
                .filter(delay -> !delay.isNegative() && delay.compareTo(WAITED) <= 0)
                .mapToLong(Duration::toMillis)
                .average()
                .orElse(1000);
        return Duration.ofMillis(Math.max(1, Math.round(millis)));
    }

    static void print(PrintWriter out, List<MeasuredGroup> groups) {
        TextTable table = TextTable.ofNumbers("MEASURED", "NODES", "REPOSITORY", "COLLECTOR", "ARRIVALS/S", "PEAK/S");
        for (MeasuredGroup measured : groups) {
            table.row(
                    measured.group().name(),
                    Integer.toString(measured.group().nodes()),
                    PlanText.number(seconds(measured.group(), Service.REPOSITORY)) + " s",
                    PlanText.number(seconds(measured.group(), Service.COLLECTOR)) + " s",
                    PlanText.number(measured.mean()),
                    Integer.toString(measured.peak()));
        }
        table.print(out);
        out.println();
    }

    Map<String, Object> document() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", group.name());
        members.put("nodes", group.nodes());
        members.put("period", group.wished().toString());
        members.put("repository_seconds", seconds(group, Service.REPOSITORY));
        members.put("collector_seconds", seconds(group, Service.COLLECTOR));
        members.put("arrivals_per_second", mean);
        members.put("peak_arrivals_per_second", peak);
        return members;
    }

    private static double seconds(Group group, Service service) {
        return group.need(service).toMillis() / 1000.0;
    }
}
