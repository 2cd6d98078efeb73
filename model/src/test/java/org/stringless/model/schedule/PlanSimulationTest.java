package org.stringless.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stringless.model.schedule.Fleets.hashed;
import static org.stringless.model.schedule.Fleets.indexed;
import static org.stringless.model.schedule.Fleets.onHost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan promises, counted node by node. */
class PlanSimulationTest {
    private static final Capacity AMPLE = new Capacity(1_000_000, 1_000_000);

    @Test
    void withNumbersThePeakIsAtMostTheMeanAndOneAtEveryNumberOfNodes() {
        for (Period period : List.of(Period.MINUTES_5, Period.MINUTES_30, Period.HOURS_1)) {
            int[] starts = new int[period.seconds()];
            int peak = 0;
            for (int nodes = 1; nodes <= 1_000_000; nodes++) {
                peak = Math.max(
                        peak, ++starts[new Seat.ByIndex(nodes - 1).in(period).second()]);
                if (peak > (double) nodes / period.seconds() + 1) {
                    throw new AssertionError(nodes + " nodes in " + period + " have a peak of " + peak);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 150_000})
    void withTheHashAloneThePeakIsAtMost1Point7TimesTheMeanFrom100000Nodes(int nodes) {
        Plan plan = new Planner(List.of(hashed("web", nodes, 30, 0.1)), AMPLE).plan();
        Simulation simulation = new Simulation(plan);
        assertThat(simulation.peak()).isLessThanOrEqualTo((long) (1.7 * simulation.mean()));
        assertThat(plan.starts().peak()).isEqualTo(simulation.peak());
    }

    @Test
    void mixedGroupsTogetherStayWithinTheMeanAndTwo() {
        Random random = new Random(7);
        int[] minutes = {5, 10, 15, 30, 60, 120, 240, 480, 720, 1440};
        for (int fleet = 0; fleet < 25; fleet++) {
            List<Group> groups = new ArrayList<>();
            for (int group = 0; group < 2 + random.nextInt(6); group++) {
                int wished = minutes[random.nextInt(minutes.length)];
                groups.add(indexed("g" + group, 1 + random.nextInt(3000), wished, 1));
            }
            Plan plan = new Planner(groups, AMPLE).plan();
            Simulation simulation = new Simulation(plan);
            assertThat((double) simulation.peak()).as(groups.toString()).isLessThanOrEqualTo(simulation.mean() + 2);
            assertThat(plan.starts().peak()).isEqualTo(simulation.peak());
            assertThat(plan.starts().mean()).isCloseTo(simulation.mean(), within(0.001));
        }
    }

    @Test
    void nodesInServiceAtOnceAreWhatTheCountSays() {
        Plan plan = new Planner(List.of(indexed("web", 10_000, 30, 30), indexed("db", 700, 60, 30)), AMPLE).plan();
        Simulation simulation = new Simulation(plan);
        assertThat(plan.at(Service.REPOSITORY).atOnce().peak()).isEqualTo(simulation.peakAtOnce(30));
        assertThat(plan.at(Service.COLLECTOR).atOnce().mean()).isCloseTo(30 * simulation.mean(), within(0.001));
    }

    @Test
    void aHostsGroupsNeverMeetOnTheHostWhileItHasRoom() {
        Plan plan = new Planner(
                        List.of(
                                onHost("vm", 150, 5, 1, "rack7"),
                                onHost("store", 300, 10, 1, "rack7"),
                                indexed("web", 500, 30, 1)),
                        AMPLE)
                .plan();
        Plan onHost =
                new Plan(plan.groups().subList(0, 2), plan.hyperperiod(), plan.starts(), plan.services(), plan.clash());
        assertThat(new Simulation(onHost).peak()).isEqualTo(1);
    }

    @Test
    void harmonicPeriodsFillACapacityToTheBrim() {
        // 150/300 + 180/600 + 360/1800 = 1: every second of the day has exactly one.
        Plan plan = new Planner(
                        List.of(indexed("a", 150, 5, 1), indexed("b", 180, 10, 1), indexed("c", 360, 30, 1)),
                        new Capacity(1, 1))
                .plan();
        assertThat(plan.groups())
                .extracting(Plan.PlannedGroup::period)
                .containsExactly(Period.MINUTES_5, Period.MINUTES_10, Period.MINUTES_30);
        assertThat(plan.at(Service.REPOSITORY).utilisation()).isCloseTo(1, within(1e-9));
        assertThat(plan.clash()).isEmpty();
        assertThat(new Simulation(plan).peak()).isEqualTo(1);
    }

    @Test
    void aMillionNodesArePlannedInSeconds() {
        List<Group> groups = List.of(
                indexed("web", 700_000, 30, 0.4), indexed("db", 200_000, 60, 0.7), hashed("edge", 100_000, 25, 0.4));
        long begin = System.nanoTime();
        Plan plan = new Planner(groups, new Capacity(220, 220)).plan();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(plan.nodes()).isEqualTo(1_000_000);
        assertThat(plan.at(Service.REPOSITORY).atOnce().peak()).isLessThanOrEqualTo(220);
    }
}
