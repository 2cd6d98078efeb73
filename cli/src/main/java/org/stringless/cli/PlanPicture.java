package org.stringless.cli;

import java.time.Duration;
import java.util.Locale;
import org.stringless.model.schedule.Clash;
import org.stringless.model.schedule.LoadCurve;
import org.stringless.model.schedule.Plan;
import org.stringless.model.schedule.Plan.ServiceLoad;
import org.stringless.model.schedule.Words;

/** A plan as an SVG picture: one panel for the starts, one for each service, one for the wished periods when they clash. */
final class PlanPicture {
    private static final int WIDTH = 960;
    private static final int LEFT = 70;
    private static final int RIGHT = 190;
    private static final int HEAD = 58;
    private static final int PANEL = 190;
    private static final int PLOT = 118;
    private static final int LINE = 15;
    private static final String ALARM = "#b3261e";
    private static final int[] STEPS = {60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200};

    private final Plan plan;
    private final StringBuilder body = new StringBuilder();
    private int top = HEAD;

    PlanPicture(Plan plan) {
        this.plan = plan;
    }

    /** The whole document. */
    String svg() {
        plan.clash().ifPresent(this::wished);
        panel("Starts per second", plan.starts(), 0, -1);
        for (ServiceLoad load : plan.services()) {
            String title = "In service at once at the " + load.service().code() + ", "
                    + PlanText.percent(load.utilisation()) + " taken";
            panel(title, load.atOnce(), load.capacity(), -1);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="sans-serif" font-size="12" fill="#333">
                <rect width="%1$d" height="%2$d" fill="#fff"/>
                <text x="%3$d" y="26" font-size="18">%4$s</text>
                <text x="%3$d" y="44" fill="#666">%5$s</text>
                %6$s<text x="%3$d" y="%7$d" fill="#666">Each column of the picture: dark up to its least second, light up to its most. Times are UTC.</text>
                </svg>
                """.formatted(WIDTH, top + 24, LEFT, title(), escaped(periods()), body, top + 10);
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "%,d %s over %s",
                plan.nodes(),
                plan.nodes() == 1 ? "node" : "nodes",
                Words.span(plan.hyperperiod()));
    }

    private String periods() {
        String periods = PlanText.periods(plan);
        return periods.length() > 130 ? periods.substring(0, 129) + "…" : periods;
    }

    private void wished(Clash clash) {
        String title = "As wished: " + clash.words();
        panel(title, clash.curve(), clash.capacity(), Math.toIntExact(clash.at().toSeconds()));
    }

    /** One curve with its axes; {@code capacity} 0 is none, {@code mark} -1 is none. */
    private void panel(String title, LoadCurve curve, int capacity, int mark) {
        boolean shown = capacity > 0 && capacity <= 3 * curve.peak();
        double highest = niceAbove(Math.max(curve.peak(), shown ? capacity : 0));
        int bottom = top + 24 + PLOT;
        text(
                LEFT,
                top + 12,
                "start",
                mark < 0 ? "#333" : ALARM,
                "<tspan font-weight=\"bold\">" + escaped(title) + "</tspan>");
        valueAxis(bottom, highest);
        timeAxis(bottom, curve.seconds());
        area(curve, bottom, highest);
        labels(bottom, highest, curve, mark < 0, shown ? capacity : 0);
        if (capacity > 0 && !shown) {
            beside(bottom - PLOT + 6, ALARM, "capacity " + capacity + ", far above");
        }
        if (mark >= 0) {
            double x = x(mark, curve.seconds());
            line(x, bottom, x, bottom - PLOT, ALARM, "4 3");
            text(x + 9, bottom - PLOT + 12, "start", ALARM, Words.moment(Duration.ofSeconds(mark)));
        }
        top += PANEL;
    }

    /** Each column reaches from the least to the most of its seconds; below the least all is filled. */
    private void area(LoadCurve curve, int bottom, double highest) {
        int columns = Math.min(WIDTH - LEFT - RIGHT, curve.seconds());
        StringBuilder most = new StringBuilder();
        StringBuilder least = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * curve.seconds() / columns);
            int to = (int) ((long) (column + 1) * curve.seconds() / columns);
            double high = 0;
            double low = Double.MAX_VALUE;
            for (int second = from; second < to; second++) {
                high = Math.max(high, curve.at(second));
                low = Math.min(low, curve.at(second));
            }
            double left = x(from, curve.seconds());
            step(most, left, bottom - high / highest * PLOT);
            step(least, left, bottom - low / highest * PLOT);
        }
        polygon(most, bottom, "#8fb6e0");
        polygon(least, bottom, "#3f78b5");
    }

    private void polygon(StringBuilder steps, int bottom, String colour) {
        body.append("<path fill=\"%s\" d=\"M%d %d%sH%dV%dZ\"/>%n"
                .formatted(colour, LEFT, bottom, steps, WIDTH - RIGHT, bottom));
    }

    /** Goes on at that height from there; nothing is written while the height stays. */
    private static void step(StringBuilder steps, double x, double y) {
        String height = String.format(Locale.ROOT, "V%.1f", y);
        if (!height.equals(steps.substring(Math.max(0, steps.lastIndexOf("V"))))) {
            steps.append(String.format(Locale.ROOT, "H%.1f%s", x, height));
        }
    }

    private void valueAxis(int bottom, double highest) {
        for (int part = 0; part <= 4; part++) {
            double y = bottom - PLOT * part / 4.0;
            line(LEFT, y, WIDTH - RIGHT, y, part == 0 ? "#333" : "#e3e3e3", "");
            text(LEFT - 8, y + 4, "end", "#666", tick(highest * part / 4));
        }
    }

    private static String tick(double value) {
        return value == Math.rint(value) ? PlanText.number(value) : Double.toString(value);
    }

    private void timeAxis(int bottom, int seconds) {
        int step = STEPS[STEPS.length - 1];
        for (int candidate : STEPS) {
            if (seconds / candidate <= 12) {
                step = candidate;
                break;
            }
        }
        for (int second = 0; second <= seconds; second += step) {
            double x = x(second, seconds);
            line(x, bottom, x, bottom + 4, "#333", "");
            String moment =
                    second == Duration.ofDays(1).toSeconds() ? "24:00" : Words.moment(Duration.ofSeconds(second));
            text(x, bottom + 18, "middle", "#666", moment);
        }
    }

    /** Lines across for mean and capacity, and words beside for all three, moved apart where they would meet. */
    private void labels(int bottom, double highest, LoadCurve curve, boolean withMean, int capacity) {
        double peak = curve.peak();
        double peakY = bottom - peak / highest * PLOT + 4;
        beside(peakY, "#333", "peak " + PlanText.number(peak));
        if (capacity > 0) {
            double y = bottom - capacity / highest * PLOT;
            line(LEFT, y, WIDTH - RIGHT, y, ALARM, "");
            double room = capacity >= peak ? Math.min(y + 4, peakY - LINE) : Math.max(y + 4, peakY + LINE);
            beside(room, ALARM, "capacity " + capacity);
        }
        double mean = curve.mean();
        if (withMean && mean > 0) {
            double y = bottom - mean / highest * PLOT;
            line(LEFT, y, WIDTH - RIGHT, y, "#333", "5 4");
            beside(
                    Math.max(y + 4, peakY + LINE),
                    "#333",
                    "mean " + PlanText.number(mean) + ", peak is " + PlanText.ratio(peak / mean) + " ×");
        }
    }

    private void beside(double y, String colour, String words) {
        text(WIDTH - RIGHT + 8, y, "start", colour, words);
    }

    private static double x(int second, int seconds) {
        return LEFT + (double) second / seconds * (WIDTH - LEFT - RIGHT);
    }

    /** 2, 4, 6, 8, 12, 16, 20, 40 … so that quarters are easy to read. */
    private static double niceAbove(double value) {
        double scale = 2;
        while (scale * 10 < value) {
            scale *= 10;
        }
        for (double factor : new double[] {1, 2, 3, 4, 6, 8}) {
            if (value <= scale * factor) {
                return scale * factor;
            }
        }
        return scale * 10;
    }

    private void line(double x1, double y1, double x2, double y2, String colour, String dashes) {
        String dashed = dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"";
        body.append(String.format(
                Locale.ROOT, "<path stroke=\"%s\"%s d=\"M%.1f %.1fL%.1f %.1f\"/>%n", colour, dashed, x1, y1, x2, y2));
    }

    private void text(double x, double y, String anchor, String colour, String words) {
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                colour,
                words));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
