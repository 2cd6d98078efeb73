package org.stringless.model.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.schedule.Placement.Placed;

/** Finds the shortest harmonic periods, none shorter than wished, in which groups of nodes fit the capacity of what they share. */
public final class Planner {
    private static final int HORIZON = 7 * 86_400;

    private final List<Group> groups;
    private final Capacity capacity;
    private final Placement placement;

    /** For these groups; the earlier ones get what room is left first. */
    public Planner(List<Group> groups, Capacity capacity) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("there is no group to plan");
        }
        this.groups = List.copyOf(groups);
        this.capacity = capacity;
        this.placement = new Placement(this.groups);
    }

    /**
     * The plan; it says too whether the wished periods themselves would have fitted.
     *
     * @throws Failure {@code SCHEDULE_UNFIT} when nothing fits, even at the longest periods
     */
    public Plan plan() {
        List<Period> periods = new PeriodSearch(groups, this::fits).shortest().orElseThrow(this::unfit);
        Placed placed = placement.harmonic(periods);
        int hyperperiod = hyperperiod(periods);
        List<Plan.ServiceLoad> services = new ArrayList<>();
        for (Service service : Service.values()) {
            services.add(new Plan.ServiceLoad(
                    service,
                    capacity.of(service),
                    curve(placed, hyperperiod, service),
                    Utilisation.planned(groups, periods, service, capacity),
                    Utilisation.wished(groups, service, capacity)));
        }
        Stretch stretch = new Stretch(groups, periods, this::tooMuch);
        List<Plan.PlannedGroup> rows = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            int peak = Arrays.stream(placed.starts().get(group).counts()).max().orElse(0);
            rows.add(new Plan.PlannedGroup(
                    groups.get(group), periods.get(group), placed.firstIndexes().get(group), peak, stretch.why(group)));
        }
        LoadCurve starts = LoadCurve.of(placed.starts(), each -> 1000, settled(hyperperiod), hyperperiod);
        return new Plan(rows, Duration.ofSeconds(hyperperiod), starts, services, firstClash());
    }

    private boolean fits(List<Period> periods) {
        for (Service service : Service.values()) {
            if (Utilisation.planned(groups, periods, service, capacity) > Utilisation.HARMONIC_BOUND + 1e-9) {
                return false;
            }
        }
        return tooMuch(periods).isEmpty();
    }

    /** The service that has more at once than it serves, and how many, without a full stop; empty when all fit. */
    private Optional<String> tooMuch(List<Period> periods) {
        Placed placed = placement.harmonic(periods);
        for (Service service : Service.values()) {
            double peak = curve(placed, hyperperiod(periods), service).peak();
            if (peak > capacity.of(service)) {
                return Optional.of((long) Math.ceil(peak) + " would be at once at the " + service.code()
                        + ", which serves " + capacity.of(service));
            }
        }
        return Optional.empty();
    }

    private LoadCurve curve(Placed placed, int hyperperiod, Service service) {
        int settled = settled(hyperperiod);
        return LoadCurve.of(placed.starts(), starts -> starts.need(service), settled, hyperperiod);
    }

    /** The longest of them, since each divides the next. */
    private static int hyperperiod(List<Period> periods) {
        return periods.stream().mapToInt(Period::seconds).max().orElseThrow();
    }

    /** The first whole hyperperiod at whose beginning runs of an earlier one may still be in service. */
    private int settled(long hyperperiod) {
        long longest = groups.stream()
                .flatMap(group -> group.needs().values().stream())
                .mapToLong(need -> need.toSeconds() + 2)
                .max()
                .orElse(0);
        return Math.toIntExact(hyperperiod * (1 + (longest + hyperperiod - 1) / hyperperiod));
    }

    private Optional<Clash> firstClash() {
        List<Starts> starts = wishedStarts();
        int horizon = horizon();
        return Arrays.stream(Service.values())
                .flatMap(service -> {
                    LoadCurve curve = LoadCurve.of(starts, each -> each.need(service), 0, horizon);
                    OptionalInt second = curve.firstAbove(capacity.of(service));
                    return second.stream().mapToObj(at -> clash(starts, service, at, curve));
                })
                .min(Comparator.comparing(Clash::at));
    }

    /** In harmonic periods the nodes have the slots they would really have. */
    private List<Starts> wishedStarts() {
        return PeriodSearch.harmonic(groups)
                .map(periods -> placement.harmonic(periods).starts())
                .orElseGet(placement::wished);
    }

    private Clash clash(List<Starts> all, Service service, int second, LoadCurve curve) {
        List<String> inService = all.stream()
                .filter(starts -> LoadCurve.of(List.of(starts), each -> each.need(service), second, 1)
                                .at(0)
                        > 0)
                .map(starts -> starts.group().name())
                .toList();
        LoadCurve around = curve.until(Math.min(curve.seconds(), second * 3 / 2 + 900));
        return new Clash(
                Duration.ofSeconds(second), service, inService, curve.at(second), capacity.of(service), around);
    }

    /** Two hyperperiods of the wished periods, so that every meeting is seen; a week at most. */
    private int horizon() {
        long hyperperiod = 1;
        for (Group group : groups) {
            long period = group.wished().toSeconds();
            hyperperiod = hyperperiod / greatestCommonDivisor(hyperperiod, period) * period;
            if (hyperperiod > HORIZON / 2) {
                return HORIZON;
            }
        }
        return Math.toIntExact(2 * Math.max(hyperperiod, Period.HOURS_24.seconds()));
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private Failure unfit() {
        List<Period> longest = groups.stream().map(group -> Period.HOURS_24).toList();
        Placed placed = placement.harmonic(longest);
        for (Service service : Service.values()) {
            double peak = curve(placed, Period.HOURS_24.seconds(), service).peak();
            if (peak > capacity.of(service)) {
                long needed = (long) Math.ceil(peak);
                return new Failure(
                        Reason.SCHEDULE_UNFIT,
                        "Even if every node ran once a day, " + needed + " would be at once at the " + service.code()
                                + ", which serves " + capacity.of(service) + asWished() + ".",
                        "Raise its capacity to " + needed + ", move fixed starts apart, or plan fewer nodes.");
            }
        }
        return new Failure(
                Reason.SCHEDULE_UNFIT,
                "No harmonic periods fit these groups with their fixed starts" + asWished() + ".",
                "Leave the fixed starts out, so that slots spread the nodes.");
    }

    private String asWished() {
        return firstClash()
                .map(clash -> "; in the wished periods " + clash.words())
                .orElse("");
    }
}
