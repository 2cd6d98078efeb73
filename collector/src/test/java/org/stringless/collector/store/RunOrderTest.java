package org.stringless.collector.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunOrderTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final RunOrder KNOWN = new RunOrder("boot", 7, NOON);

    @Test
    void theCounterDecidesWhateverTheClockSays() {
        assertThat(newer(new RunOrder("boot", 8, NOON.minusSeconds(60)))).isTrue();
        assertThat(newer(new RunOrder("boot", 6, NOON.plusSeconds(60)))).isFalse();
    }

    @Test
    void ofTwoRunsWithOneNumberTheLaterIsTheNewerOne() {
        assertThat(newer(new RunOrder("boot", 7, NOON.plusSeconds(60)))).isTrue();
        assertThat(newer(new RunOrder("boot", 7, NOON.minusSeconds(60)))).isFalse();
        assertThat(newer(new RunOrder("boot", 7, NOON.plus(Duration.ofDays(1)))))
                .isFalse();
    }

    private static boolean newer(RunOrder run) {
        return run.isNewerThan(KNOWN, NOON.plusSeconds(120));
    }
}
