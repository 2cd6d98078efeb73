package org.stringless.model.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stringless.model.schedule.Group.Start;

/**
 * Puts every node of every group into a second. Numbers are given to the groups one after the other, the shortest period first, in such a
 * way that the next group goes on in the seconds that the ones before have left: together they fill every second once before any twice.
 */
final class Placement {
    private final List<Group> groups;
    private final Map<Group, int[]> hashes = new HashMap<>();

    Placement(List<Group> groups) {
        this.groups = groups;
    }

    /** Groups placed: their starts in the groups' order, and the number each group's first node has. */
    record Placed(List<Starts> starts, List<Long> firstIndexes) {}

    /** Places all groups; their periods, in the groups' order, must be harmonic. */
    Placed harmonic(List<Period> periods) {
        List<Integer> order = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            order.add(group);
        }
        order.sort(Comparator.comparing(group -> periods.get(group).seconds()));
        Starts[] starts = new Starts[groups.size()];
        Long[] first = new Long[groups.size()];
        Arrays.fill(first, 0L);
        Map<String, Turn> turns = new HashMap<>();
        for (int number : order) {
            Group group = groups.get(number);
            Period period = periods.get(number);
            if (group.start() instanceof Start.Indexed) {
                String sequence = group.host().orElse("");
                first[number] = turns.getOrDefault(sequence, Turn.FIRST).in(period);
                starts[number] = indexed(group, period, first[number]);
                turns.put(sequence, new Turn(period, first[number] + group.nodes()));
            } else {
                starts[number] = without(group, period.seconds(), true);
            }
        }
        return new Placed(List.of(starts), List.of(first));
    }

    /** Places all groups in the periods they wish, whatever those are: evenly, by hash, or all at once. */
    List<Starts> wished() {
        List<Starts> all = new ArrayList<>();
        for (Group group : groups) {
            int period = (int) group.wished().toSeconds();
            if (group.start() instanceof Start.Indexed) {
                int[] counts = new int[period];
                for (long node = 0; node < group.nodes(); node++) {
                    counts[(int) (node * period / group.nodes())]++;
                }
                all.add(new Starts(group, 0, counts, false));
            } else {
                all.add(without(group, period, false));
            }
        }
        return all;
    }

    private static Starts indexed(Group group, Period period, long firstIndex) {
        SlotSequence sequence = SlotSequence.of(period);
        int beginning = group.host().map(Seat::beginning).orElse(0);
        int[] counts = new int[period.seconds()];
        Arrays.fill(counts, group.nodes() / period.seconds());
        for (long rest = 0; rest < group.nodes() % period.seconds(); rest++) {
            counts[(sequence.second(firstIndex + rest) + beginning) % period.seconds()]++;
        }
        return new Starts(group, 0, counts, false);
    }

    private Starts without(Group group, int period, boolean steady) {
        int[] counts = new int[period];
        if (group.start() instanceof Start.Fixed fixed) {
            int first = (int) fixed.first().toSeconds();
            counts[0] = group.nodes();
            return new Starts(group, steady ? first % period : first, counts, true);
        }
        for (int hash : hashes.computeIfAbsent(group, Placement::hashes)) {
            counts[NameHash.second(hash, period)]++;
        }
        return new Starts(group, 0, counts, false);
    }

    /** Of names made up for the group's nodes: the plan does not know the real ones. */
    private static int[] hashes(Group group) {
        NameHash hash = new NameHash();
        int[] hashes = new int[group.nodes()];
        for (int node = 0; node < hashes.length; node++) {
            hashes[node] = hash.hash(group.name() + "-" + node);
        }
        return hashes;
    }

    /** The number that comes next, in the period of the group that had the one before. */
    private record Turn(Period period, long next) {
        static final Turn FIRST = new Turn(Period.MINUTES_5, 0);

        /** The next number in a longer period: the first one whose second is still as empty as any. */
        long in(Period longer) {
            Period common = longer.nest().stream()
                    .filter(period.nest()::contains)
                    .findFirst()
                    .orElseThrow();
            long share = period.seconds() / common.seconds();
            return (next + share - 1) / share * (longer.seconds() / common.seconds());
        }
    }
}
