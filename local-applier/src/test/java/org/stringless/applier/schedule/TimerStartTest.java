package org.stringless.applier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Slot;

class TimerStartTest {
    private static final Slot SLOT = new Slot(Period.MINUTES_30, 60);
    private static final Instant MOMENT = Instant.parse("2026-11-24T10:31:00Z");
    private static final Instant LONG_AGO = Instant.EPOCH;

    @TempDir
    Path root;

    @Test
    void aRunAtItsMomentIsMadeAndALateOneIsLeftOut() throws IOException {
        TimerStart timer = started(Map.of("INVOCATION_ID", "1", "TRIGGER_UNIT", "stringless-run.timer"));
        new TimerDropIn(root).install(SLOT, "a test");
        assertThat(timer.missed(MOMENT.plusMillis(800), LONG_AGO)).isEmpty();
        assertThat(timer.missed(MOMENT.plusSeconds(600), LONG_AGO)).contains(SLOT);
        assertThat(timer.missed(MOMENT.plusSeconds(8), MOMENT.plusSeconds(4))).contains(SLOT);
    }

    @Test
    void aStartThatJavaTellsASecondTooEarlyIsNoneOfThePeriodBefore() throws IOException {
        TimerStart timer = started(Map.of("INVOCATION_ID", "1", "TRIGGER_UNIT", "stringless-run.timer"));
        new TimerDropIn(root).install(SLOT, "a test");
        assertThat(timer.missed(MOMENT.minusMillis(230), LONG_AGO)).isEmpty();
    }

    @Test
    void aNodeWithoutASlotIsNeverLate() throws IOException {
        assertThat(started(Map.of()).missed(MOMENT.plusSeconds(600), LONG_AGO)).isEmpty();
    }

    @Test
    void aServiceStartedByHandIsNeverLate() throws IOException {
        new TimerDropIn(root).install(SLOT, "a test");
        assertThat(started(Map.of("INVOCATION_ID", "1")).missed(MOMENT.plusSeconds(600), LONG_AGO))
                .isEmpty();
    }

    /** As systemd 252 does until its next reload. */
    @Test
    void aServiceStartedByHandIsNeverLateThoughSystemdStillNamesTheTimer() throws IOException {
        new TimerDropIn(root).install(SLOT, "a test");
        TimerStart punctual = started(timerFired(MOMENT.plusMillis(40)));
        assertThat(punctual.missed(MOMENT.plusSeconds(15), LONG_AGO)).isEmpty();
        assertThat(punctual.missed(MOMENT.plusSeconds(900), LONG_AGO)).isEmpty();
        TimerStart late = started(timerFired(MOMENT.plusSeconds(600)));
        assertThat(late.missed(MOMENT.plusSeconds(601), LONG_AGO)).contains(SLOT);
        assertThat(late.missed(MOMENT.plusSeconds(900), LONG_AGO)).isEmpty();
    }

    private static Map<String, String> timerFired(Instant at) {
        return Map.of(
                "INVOCATION_ID",
                "1",
                "TRIGGER_UNIT",
                "stringless-run.timer",
                "TRIGGER_TIMER_REALTIME_USEC",
                String.valueOf(at.toEpochMilli() * 1000));
    }

    private TimerStart started(Map<String, String> environment) {
        return new TimerStart(new TimerDropIn(root), environment, Clock.systemUTC());
    }
}
