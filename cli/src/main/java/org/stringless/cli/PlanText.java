package org.stringless.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stringless.model.schedule.Group.Start;
import org.stringless.model.schedule.LoadCurve;
import org.stringless.model.schedule.Plan;
import org.stringless.model.schedule.Plan.PlannedGroup;
import org.stringless.model.schedule.Plan.ServiceLoad;
import org.stringless.model.schedule.Words;

/** A plan for people. */
record PlanText(Plan plan) {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final int COLUMNS = 60;

    void print(PrintWriter out) {
        groups().print(out);
        for (PlannedGroup row : plan.groups()) {
            row.stretched()
                    .ifPresent(why -> out.println(row.group().name() + ": " + row.period() + ", not "
                            + Words.span(row.group().wished()) + ", because " + why + "."));
        }
        out.println();
        loads().print(out);
        out.println();
        curves(out);
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "Bound of Liu and Layland for %d tasks of any periods: %s; of harmonic periods: 100 %%.",
                plan.nodes(),
                percent(plan.liuLayland())));
        plan.clash().ifPresent(clash -> {
            out.println("As wished: " + clash.words() + ".");
            out.println("Nearest periods that fit: " + periods(plan) + ".");
        });
        out.flush();
    }

    /** {@code web 30 min, db 1 h}. */
    static String periods(Plan plan) {
        return plan.groups().stream()
                .map(row -> row.group().name() + " " + row.period())
                .collect(Collectors.joining(", "));
    }

    private TextTable groups() {
        TextTable table = TextTable.ofNumbers("GROUP", "NODES", "WISHED", "PLANNED", "SLOTS", "MOST/S");
        for (PlannedGroup row : plan.groups()) {
            table.row(
                    row.group().name(),
                    Integer.toString(row.group().nodes()),
                    Words.span(row.group().wished()),
                    row.period().toString(),
                    slots(row),
                    Integer.toString(row.peak()));
        }
        return table;
    }

    private static String slots(PlannedGroup row) {
        Start start = row.group().start();
        if (start instanceof Start.Fixed fixed) {
            return "all at " + Words.moment(fixed.first());
        }
        if (start instanceof Start.Hashed) {
            return "by name";
        }
        String host = row.group().host().map(name -> " on " + name).orElse("");
        return "index " + row.firstIndex() + "-"
                + (row.firstIndex() + row.group().nodes() - 1) + host;
    }

    private TextTable loads() {
        TextTable table = TextTable.ofNumbers("LOAD", "MEAN", "PEAK", "PEAK/MEAN", "CAPACITY", "TAKEN", "AS WISHED");
        row(table, "starts/s", plan.starts(), "", "", "");
        for (ServiceLoad load : plan.services()) {
            row(
                    table,
                    load.service().code(),
                    load.atOnce(),
                    Integer.toString(load.capacity()),
                    percent(load.utilisation()),
                    percent(load.wished()));
        }
        return table;
    }

    private static void row(
            TextTable table, String name, LoadCurve curve, String capacity, String taken, String wished) {
        double mean = curve.mean();
        String ratio = mean == 0 ? "" : ratio(curve.peak() / mean);
        table.row(name, number(mean), number(curve.peak()), ratio, capacity, taken, wished);
    }

    private void curves(PrintWriter out) {
        int columns = Math.min(COLUMNS, plan.starts().seconds());
        Duration column = Duration.ofSeconds(plan.starts().seconds() / columns);
        out.println("at once over " + Words.span(plan.hyperperiod()) + ", the most in every " + Words.span(column)
                + "; full height is the capacity");
        for (ServiceLoad load : plan.services()) {
            out.println(String.format(Locale.ROOT, "%-10s  ", load.service().code())
                    + bars(load.atOnce(), load.capacity(), columns));
        }
    }

    private static String bars(LoadCurve curve, int capacity, int columns) {
        StringBuilder bars = new StringBuilder();
        int width = curve.seconds() / columns;
        for (int column = 0; column < columns; column++) {
            double most = 0;
            for (int second = column * width; second < (column + 1) * width; second++) {
                most = Math.max(most, curve.at(second));
            }
            int height = (int) Math.ceil(Math.min(1, most / capacity) * (BARS.length() - 1));
            bars.append(BARS.charAt(height));
        }
        return bars.toString();
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    /** Whole when it is, else with three digits that count. */
    static String number(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(
                Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
