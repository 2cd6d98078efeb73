package org.stringless.model.schedule;

import static org.stringless.model.schedule.Period.HOURS_1;
import static org.stringless.model.schedule.Period.HOURS_12;
import static org.stringless.model.schedule.Period.HOURS_2;
import static org.stringless.model.schedule.Period.HOURS_24;
import static org.stringless.model.schedule.Period.HOURS_4;
import static org.stringless.model.schedule.Period.HOURS_8;
import static org.stringless.model.schedule.Period.MINUTES_10;
import static org.stringless.model.schedule.Period.MINUTES_15;
import static org.stringless.model.schedule.Period.MINUTES_30;
import static org.stringless.model.schedule.Period.MINUTES_5;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Looks through the harmonic sets. First all groups are stretched by the same smallest factor that fits; then each group in turn takes the
 * shortest period for which there is still room.
 */
final class PeriodSearch {
    /** Periods each of which divides the next; 10 and 15 minutes exclude each other, and so do 8 and 12 hours. */
    private static final List<List<Period>> CHAINS = List.of(
            List.of(MINUTES_5, MINUTES_15, MINUTES_30, HOURS_1, HOURS_2, HOURS_4, HOURS_12, HOURS_24),
            List.of(MINUTES_5, MINUTES_15, MINUTES_30, HOURS_1, HOURS_2, HOURS_4, HOURS_8, HOURS_24),
            List.of(MINUTES_5, MINUTES_10, MINUTES_30, HOURS_1, HOURS_2, HOURS_4, HOURS_12, HOURS_24),
            List.of(MINUTES_5, MINUTES_10, MINUTES_30, HOURS_1, HOURS_2, HOURS_4, HOURS_8, HOURS_24));

    private final List<Group> groups;
    private final Predicate<List<Period>> fits;

    /** Among periods for these groups, in their order, that pass the test. */
    PeriodSearch(List<Group> groups, Predicate<List<Period>> fits) {
        this.groups = groups;
        Map<List<Period>, Boolean> known = new HashMap<>(); // the sets overlap
        this.fits = periods -> known.computeIfAbsent(periods, fits::test);
    }

    /** The least stretched set that fits; empty when none does. */
    Optional<List<Period>> shortest() {
        return CHAINS.stream()
                .flatMap(chain -> stretched(chain).map(periods -> shortened(chain, periods)).stream())
                .min(Comparator.comparingDouble(this::stretch));
    }

    /** The wished periods, when they are harmonic already. */
    static Optional<List<Period>> harmonic(List<Group> groups) {
        return CHAINS.stream()
                .filter(chain -> groups.stream()
                        .allMatch(group -> chain.stream()
                                .anyMatch(period -> period.length().equals(group.wished()))))
                .findFirst()
                .map(chain ->
                        groups.stream().map(group -> Period.of(group.wished())).toList());
    }

    private Optional<List<Period>> stretched(List<Period> chain) {
        TreeSet<Double> factors = new TreeSet<>(List.of(1.0));
        for (Group group : groups) {
            for (Period period : chain) {
                factors.add(
                        Math.max(1, (double) period.seconds() / group.wished().toSeconds()));
            }
        }
        for (double factor : factors) {
            List<Period> periods = groups.stream()
                    .map(group -> candidates(chain, group, factor).get(0))
                    .toList();
            if (fits.test(periods)) {
                return Optional.of(periods);
            }
        }
        return Optional.empty();
    }

    private List<Period> shortened(List<Period> chain, List<Period> stretched) {
        List<Period> periods = new ArrayList<>(stretched);
        for (int group = 0; group < groups.size(); group++) {
            Period longest = periods.get(group);
            for (Period shorter : candidates(chain, groups.get(group), 1)) {
                periods.set(group, shorter);
                if (shorter == longest || fits.test(List.copyOf(periods))) {
                    break;
                }
            }
        }
        return List.copyOf(periods);
    }

    /** Not shorter than so many times the wished period, and longer than one run; the longest of all when none is. */
    private static List<Period> candidates(List<Period> chain, Group group, double factor) {
        Duration longestNeed =
                group.needs().values().stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        List<Period> candidates = chain.stream()
                .filter(period -> period.seconds() >= factor * group.wished().toSeconds() - 1e-6)
                .filter(period -> period.length().compareTo(longestNeed) > 0)
                .toList();
        return candidates.isEmpty() ? List.of(HOURS_24) : candidates;
    }

    /** The largest stretch counts, then the product of all. */
    private double stretch(List<Period> periods) {
        double largest = 0;
        double product = 0;
        for (int group = 0; group < groups.size(); group++) {
            double stretch = Math.log((double) periods.get(group).seconds()
                    / groups.get(group).wished().toSeconds());
            largest = Math.max(largest, stretch);
            product += stretch;
        }
        return largest * 1000 + product;
    }
}
