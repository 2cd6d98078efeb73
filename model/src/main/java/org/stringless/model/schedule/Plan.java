package org.stringless.model.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a planner answers.
 *
 * @param groups in the order they were given
 * @param hyperperiod after which all repeats: the longest period
 * @param starts runs started in each second of the hyperperiod
 * @param services one for each shared service
 * @param clash where the wished periods first exceed a capacity; empty when they never do
 */
public record Plan(
        List<PlannedGroup> groups,
        Duration hyperperiod,
        LoadCurve starts,
        List<ServiceLoad> services,
        Optional<Clash> clash) {
    /** Copies the collections. */
    public Plan {
        groups = List.copyOf(groups);
        services = List.copyOf(services);
    }

    /** What one service has to bear. */
    public ServiceLoad at(Service service) {
        return services.stream()
                .filter(load -> load.service() == service)
                .findFirst()
                .orElseThrow();
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
     * @param stretched why the period is longer than wished, without a full stop; empty when it is not
     */
    public record PlannedGroup(Group group, Period period, long firstIndex, int peak, Optional<String> stretched) {}

    /**
     * What one service has to bear.
     *
     * @param capacity nodes it can serve at once
     * @param atOnce nodes in service at once in each second of the hyperperiod
     * @param utilisation share of its time that is taken
     * @param wished the same share in the wished periods
     */
    public record ServiceLoad(Service service, int capacity, LoadCurve atOnce, double utilisation, double wished) {}
}
