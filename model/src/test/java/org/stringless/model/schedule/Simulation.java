package org.stringless.model.schedule;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.stringless.model.node.NodeName;
import org.stringless.model.schedule.Group.Start;

/** Lets every node of a plan start at its own slot through a day, one by one, and counts. Shares nothing with the planner but the slots. */
final class Simulation {
    private static final int DAY = 86_400;

    private final long[] starts = new long[DAY];

    Simulation(Plan plan) {
        for (Plan.PlannedGroup planned : plan.groups()) {
            LongFunction<Seat> seat = seats(planned);
            for (long node = 0; node < planned.group().nodes(); node++) {
                Slot slot = seat.apply(node).in(planned.period());
                for (int second = slot.second();
                        second < DAY;
                        second += planned.period().seconds()) {
                    starts[second]++;
                }
            }
        }
    }

    long peak() {
        return Arrays.stream(starts).max().orElseThrow();
    }

    double mean() {
        return Arrays.stream(starts).average().orElseThrow();
    }

    /** Most nodes in service at once when every run takes so many seconds. */
    long peakAtOnce(int seconds) {
        long peak = 0;
        for (int second = 0; second < DAY; second++) {
            long atOnce = 0;
            for (int before = 0; before < seconds; before++) {
                atOnce += starts[Math.floorMod(second - before, DAY)];
            }
            peak = Math.max(peak, atOnce);
        }
        return peak;
    }

    private static LongFunction<Seat> seats(Plan.PlannedGroup planned) {
        Group group = planned.group();
        if (group.start() instanceof Start.Hashed) {
            return node -> new Seat.ByName(new NodeName(group.name() + "-" + node));
        }
        return node -> group.host()
                .<Seat>map(host -> new Seat.OnHost(host, planned.firstIndex() + node))
                .orElseGet(() -> new Seat.ByIndex(planned.firstIndex() + node));
    }
}
