package org.stringless.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.stringless.model.schedule.Fleets.fixed;
import static org.stringless.model.schedule.Fleets.indexed;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

class PlannerTest {
    private static final Capacity ONE = new Capacity(1, 1);

    @Test
    void twentyFiveAndSixtyMinutesMeetAtAQuarterPastOneAndFitAsHalfAnHourAndAnHour() {
        Plan plan = plan(ONE, fixed("web", 1, 25, 60, "00:00"), fixed("db", 1, 60, 60, "00:15"));
        Clash clash = plan.clash().orElseThrow();
        assertThat(clash.at()).isEqualTo(Duration.ofMinutes(75));
        assertThat(clash.groups()).containsExactly("web", "db");
        assertThat(clash.words()).isEqualTo("web and db clash at 01:15: 2 at once at the repository, which serves 1");
        assertThat(periods(plan)).containsExactly(Period.MINUTES_30, Period.HOURS_1);
        assertThat(plan.at(Service.REPOSITORY).atOnce().peak()).isEqualTo(1);
    }

    @Test
    void aShortRunClashesAsWellWhenBothStartAtTheSameInstant() {
        Plan plan = plan(ONE, fixed("web", 1, 25, 0.2, "00:00"), fixed("db", 1, 60, 0.2, "00:15"));
        assertThat(plan.clash().orElseThrow().at()).isEqualTo(Duration.ofMinutes(75));
    }

    @Test
    void wishedPeriodsThatFitAreKept() {
        Plan plan = plan(new Capacity(20, 20), indexed("web", 1000, 30, 30), indexed("db", 100, 60, 60));
        assertThat(plan.clash()).isEmpty();
        assertThat(periods(plan)).containsExactly(Period.MINUTES_30, Period.HOURS_1);
    }

    @ParameterizedTest
    @CsvSource({"1, MINUTES_5", "5, MINUTES_5", "7, MINUTES_10", "25, MINUTES_30", "61, HOURS_2", "500, HOURS_12"})
    void aWishedPeriodBecomesTheShortestHarmonicOneThatIsNotShorter(int minutes, Period period) {
        assertThat(periods(plan(new Capacity(9, 9), indexed("web", 1, minutes, 1))))
                .containsExactly(period);
    }

    @Test
    void tenAndFifteenMinutesAreNeverInOnePlan() {
        Plan plan = plan(new Capacity(9, 9), indexed("a", 1, 10, 1), indexed("b", 1, 15, 1));
        List<Period> periods = periods(plan);
        assertThat(periods.get(0).divides(periods.get(1))).isTrue();
        assertThat(periods).containsExactly(Period.MINUTES_15, Period.MINUTES_15);
    }

    @Test
    void groupsAreStretchedNoMoreThanTheCapacityAsks() {
        // 10,000 runs of 30 s want 167 at once in 30 minutes.
        assertThat(periods(plan(new Capacity(167, 167), indexed("web", 10_000, 30, 30))))
                .containsExactly(Period.MINUTES_30);
        Plan stretched = plan(new Capacity(166, 200), indexed("web", 10_000, 30, 30));
        assertThat(periods(stretched)).containsExactly(Period.HOURS_1);
        assertThat(stretched.groups().get(0).stretched())
                .contains("every 30 min 167 would be at once at the repository, which serves 166");
        assertThat(stretched.clash().orElseThrow().service()).isEqualTo(Service.REPOSITORY);
        assertThat(stretched.at(Service.REPOSITORY).wished()).isCloseTo(1.004, within(0.001));
    }

    @Test
    void roomThatIsLeftGoesToTheGroupThatWasNamedFirst() {
        Plan plan = plan(new Capacity(100, 100), indexed("web", 1500, 15, 60), indexed("db", 1500, 15, 60));
        assertThat(periods(plan)).containsExactly(Period.MINUTES_30, Period.HOURS_1);
    }

    @Test
    void whatFitsAtNoPeriodIsRefusedWithTheFigureThatBreaksIt() {
        Failure failure =
                catchThrowableOfType(Failure.class, () -> plan(new Capacity(5, 10), indexed("web", 100_000, 30, 10)));
        assertThat(failure.reason()).isEqualTo(Reason.SCHEDULE_UNFIT);
        assertThat(failure.sentence())
                .contains("once a day, 12 would be at once at the repository, which serves 5", "web alone is too much");
        assertThat(failure.next()).contains("Raise its capacity to 12");
    }

    @Test
    void fixedStartsAtTheSameTimeAreRefusedWithTheirClash() {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> plan(ONE, fixed("web", 1, 25, 60, "00:00"), fixed("db", 1, 60, 60, "00:00")));
        assertThat(failure.sentence()).contains("web and db clash at 00:00");
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "2, 0.8284", "3, 0.7798", "4, 0.7568", "5, 0.7435", "10, 0.7177", "1000000, 0.6931"})
    void theBoundOfLiuAndLaylandIsTheOneOfTheirTable(long tasks, double bound) {
        assertThat(Utilisation.liuLayland(tasks)).isCloseTo(bound, within(0.00005));
    }

    private static Plan plan(Capacity capacity, Group... groups) {
        return new Planner(List.of(groups), capacity).plan();
    }

    private static List<Period> periods(Plan plan) {
        return plan.groups().stream().map(Plan.PlannedGroup::period).toList();
    }
}
