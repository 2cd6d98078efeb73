package org.stringless.model.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a planner answers.
 *
 * @param groups in the order they were given
 * @param hyperperiod after which all repeats: the longest period
 * @param starts runs started in each second of the hyperperiod
 * @param atOnce nodes in service at once in each second of the hyperperiod
 * @param utilisation share of each service's time that is taken
 * @param wishedUtilisation the same in the wished periods
 * @param clash where the wished periods first exceed a capacity; empty when they never do
 */
public record Plan(
        List<PlannedGroup> groups,
        Capacity capacity,
        Duration hyperperiod,
        LoadCurve starts,
        Map<Service, LoadCurve> atOnce,
        Map<Service, Double> utilisation,
        Map<Service, Double> wishedUtilisation,
        Optional<Clash> clash) {
    /** Copies the collections. */
    public Plan {
        groups = List.copyOf(groups);
        atOnce = Map.copyOf(atOnce);
        utilisation = Map.copyOf(utilisation);
        wishedUtilisation = Map.copyOf(wishedUtilisation);
    }

    /** How many nodes in all. */
    public long nodes() {
        return groups.stream().mapToLong(group -> group.group().nodes()).sum();
    }

    /** The bound of Liu and Layland for so many nodes. */
    public double liuLayland() {
        return Utilisation.liuLayland(nodes());
    }

    /**
     * A group with its period.
     *
     * @param firstIndex the number of its first node, the others follow; of no meaning unless its nodes have numbers
     * @param peak most starts of this group in one second
     */
    public record PlannedGroup(Group group, Period period, long firstIndex, int peak) {}
}
