package org.stringless.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeWordsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void saysHowLongAgoInOneUnit() {
        assertThat(TimeWords.ago(NOW, NOW)).isEqualTo("now");
        assertThat(TimeWords.ago(NOW.minusSeconds(59), NOW)).isEqualTo("59 s ago");
        assertThat(TimeWords.ago(NOW.minusSeconds(3599), NOW)).isEqualTo("59 min ago");
        assertThat(TimeWords.ago(NOW.minus(Duration.ofHours(47)), NOW)).isEqualTo("47 h ago");
        assertThat(TimeWords.ago(NOW.minus(Duration.ofDays(2)), NOW)).isEqualTo("2 days ago");
        assertThat(TimeWords.ago(NOW.plusSeconds(120), NOW)).isEqualTo("in 2 min");
    }

    @Test
    void saysHowLongInTwoUnitsAtMost() {
        assertThat(TimeWords.span(Duration.ofMillis(440))).isEqualTo("0.4 s");
        assertThat(TimeWords.span(Duration.ofMillis(59_940))).isEqualTo("59.9 s");
        assertThat(TimeWords.span(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(TimeWords.span(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(TimeWords.span(Duration.ofSeconds(-3))).isEqualTo("−3.0 s");
    }

    @Test
    void namesATimeExactly() {
        assertThat(TimeWords.exact(NOW)).isEqualTo("2026-03-01 10:00:00 UTC");
        assertThat(TimeWords.clock(NOW)).isEqualTo("10:00:00");
    }
}
