package org.stringless.model.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stringless.model.node.NodeName;

class SlotTest {
    @ParameterizedTest
    @EnumSource(Period.class)
    void everySecondOfAPeriodIsGivenOnceBeforeAnyIsGivenTwice(Period period) {
        int[] seconds = IntStream.range(0, period.seconds())
                .map(index -> new Seat.ByIndex(index).in(period).second())
                .sorted()
                .toArray();
        assertThat(seconds).isEqualTo(IntStream.range(0, period.seconds()).toArray());
        assertThat(new Seat.ByIndex(period.seconds()).in(period)).isEqualTo(new Seat.ByIndex(0).in(period));
    }

    @ParameterizedTest
    @EnumSource(Period.class)
    void everyNumberOfNodesUpTo5000IsSpreadEvenlyOverTheParts(Period period) {
        int parts = 60;
        int[] nodes = new int[parts];
        for (int n = 1; n <= 5000; n++) {
            nodes[new Seat.ByIndex(n - 1).in(period).second() / (period.seconds() / parts)]++;
            double even = (double) n / parts;
            assertThat(Arrays.stream(nodes).max().orElseThrow()).isLessThanOrEqualTo((int) Math.ceil(even + 2.5));
            assertThat(Arrays.stream(nodes).min().orElseThrow()).isGreaterThanOrEqualTo((int) Math.floor(even - 2.5));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 900", "2, 300", "3, 1200", "4, 600", "5, 1500", "6, 150"})
    void theFirstNodesOfHalfAnHourHalveItThenPartItInThree(int index, int second) {
        assertThat(new Seat.ByIndex(index).in(Period.MINUTES_30).second()).isEqualTo(second);
    }

    @Test
    void anyRunOfConsecutiveNumbersIsSpreadSoAHostMayTakeAStretchOfThem() {
        for (int first = 0; first < 2000; first += 7) {
            int[] nodes = new int[6];
            for (int index = first; index < first + 24; index++) {
                nodes[new Seat.ByIndex(index).in(Period.MINUTES_30).second() / 300]++;
            }
            assertThat(nodes).containsOnly(4);
        }
    }

    @Test
    void nodesOfOneHostAreAsFarApartAsCanBeAndHostsBeginElsewhere() {
        int[] seconds = IntStream.range(0, 12)
                .map(index -> new Seat.OnHost("rack7", index).in(Period.HOURS_1).second())
                .sorted()
                .toArray();
        for (int node = 1; node < seconds.length; node++) {
            assertThat(seconds[node] - seconds[node - 1]).isEqualTo(300);
        }
        assertThat(new Seat.OnHost("rack7", 0).in(Period.HOURS_1))
                .isNotEqualTo(new Seat.OnHost("rack8", 0).in(Period.HOURS_1));
    }

    @Test
    void aNodesSlotDependsOnItsNameAloneSoClonesOfOneMachineDoNotCollide() {
        Slot web1 = new Seat.ByName(new NodeName("web1.example.org")).in(Period.HOURS_1);
        Slot web2 = new Seat.ByName(new NodeName("web2.example.org")).in(Period.HOURS_1);
        assertThat(web1).isNotEqualTo(web2);
        // Written down once: a later program must give the same, or a fleet would move at an upgrade.
        assertThat(web1).isEqualTo(new Slot(Period.HOURS_1, 2221));
        assertThat(new Seat.ByName(new NodeName("web1.example.org")).in(Period.MINUTES_30))
                .isEqualTo(new Slot(Period.MINUTES_30, 1110));
    }

    @Test
    void startsFollowEachOtherFromMidnightUtc() {
        Slot slot = new Slot(Period.HOURS_4, 3672);
        Instant after = Instant.parse("2026-03-29T01:01:12Z");
        assertThat(slot.next(after, 3))
                .containsExactly(
                        Instant.parse("2026-03-29T05:01:12Z"),
                        Instant.parse("2026-03-29T09:01:12Z"),
                        Instant.parse("2026-03-29T13:01:12Z"));
        assertThat(slot.last(after)).isEqualTo(after);
        assertThat(slot.sinceLast(after.plusMillis(1500))).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void onlyLengthsThatDivideTheDayArePeriods() {
        assertThat(Period.of(Duration.ofMinutes(30))).isEqualTo(Period.MINUTES_30);
        assertThatThrownBy(() -> Period.of(Duration.ofMinutes(25)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("25 min is not a period (5, 10, 15, 30 min");
        for (Period period : Period.values()) {
            assertThat(period.divides(Period.HOURS_24)).isTrue();
            assertThat(period.nest())
                    .allSatisfy(inner -> assertThat(inner.divides(period)).isTrue());
        }
    }

    @Test
    void aMissedRunIsLeftOutAndTheFirstRunsAfterAPowerCutAreSpreadOverAPeriod() {
        int fleet = 20_000;
        Instant power = Instant.parse("2026-11-24T10:17:23Z");
        Instant timersUp = power.plusSeconds(21); // every persistent timer fires now for the run it missed
        int[] first = new int[Period.MINUTES_30.seconds() + 60];
        for (int node = 0; node < fleet; node++) {
            Slot slot = new Seat.ByIndex(node).in(Period.MINUTES_30);
            Instant run = slot.missed(timersUp, power) ? slot.next(timersUp) : timersUp;
            first[(int) Duration.between(power, run).toSeconds()]++;
        }
        assertThat(Arrays.stream(first).sum()).isEqualTo(fleet);
        double mean = (double) fleet / Period.MINUTES_30.seconds();
        // Whose slot was in the last ten seconds, or is in the next two, is punctual.
        assertThat(first[21]).isLessThanOrEqualTo((int) (13 * mean + 2));
        first[21] = 0;
        assertThat(Arrays.stream(first).max().orElseThrow()).isLessThanOrEqualTo((int) (mean + 2));
    }

    @Test
    void aRunIsMissedWhenItsMomentWasBeforeTheBootOrLongAgo() {
        Slot slot = new Slot(Period.MINUTES_30, 60);
        Instant moment = Instant.parse("2026-11-24T10:31:00Z");
        Instant booted = moment.minusSeconds(3600);
        assertThat(slot.missed(moment.plusMillis(900), booted)).isFalse();
        assertThat(slot.missed(moment.minusMillis(950), booted)).isFalse();
        assertThat(slot.missed(moment.plusSeconds(11), booted)).isTrue();
        assertThat(slot.missed(moment.plusSeconds(5), moment.plusSeconds(1))).isTrue();
    }
}
