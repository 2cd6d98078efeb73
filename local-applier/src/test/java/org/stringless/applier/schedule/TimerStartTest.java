package org.stringless.applier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
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

    private TimerDropIn dropIn;
    private TimerStart start;

    @BeforeEach
    void aTimer() {
        dropIn = new TimerDropIn(root);
        start = new TimerStart(root, Clock.systemUTC());
    }

    @Test
    void aRunAtItsMomentIsMadeAndALateOneIsLeftOut() throws IOException {
        dropIn.install(SLOT, "a test");
        fired(MOMENT.plusMillis(40));
        assertThat(start.missed(MOMENT.plusMillis(800), LONG_AGO)).isEmpty();
        assertThat(start.missed(MOMENT.plusSeconds(100), LONG_AGO))
                .as("it waited for the network")
                .isEmpty();
        fired(MOMENT.plusSeconds(600));
        assertThat(start.missed(MOMENT.plusSeconds(601), LONG_AGO)).contains(SLOT);
        fired(MOMENT.plusSeconds(8));
        assertThat(start.missed(MOMENT.plusSeconds(8), MOMENT.plusSeconds(4))).contains(SLOT);
    }

    @Test
    void withoutAStampTheProcessItselfTellsThoughJavaTellsItASecondTooEarly() throws IOException {
        dropIn.install(SLOT, "a test");
        assertThat(start.missed(MOMENT.minusMillis(950), LONG_AGO)).isEmpty();
        assertThat(start.missed(MOMENT.plusSeconds(600), LONG_AGO)).contains(SLOT);
    }

    @Test
    void aNodeWithoutASlotIsNeverLate() throws IOException {
        fired(MOMENT.plusSeconds(600));
        assertThat(start.missed(MOMENT.plusSeconds(600), LONG_AGO)).isEmpty();
    }

    @Test
    void aServiceStartedByHandIsNeverLate() throws IOException {
        dropIn.install(SLOT, "a test");
        fired(MOMENT);
        assertThat(start.missed(MOMENT.plusSeconds(15), LONG_AGO)).isEmpty();
        assertThat(start.missed(MOMENT.plusSeconds(900), LONG_AGO)).isEmpty();
        fired(MOMENT.plusSeconds(600));
        assertThat(start.missed(MOMENT.plusSeconds(900), LONG_AGO)).isEmpty();
    }

    @Test
    void aMissedRunIsLeftOutOnceAndTheNextStartIsByHand() throws IOException {
        dropIn.install(SLOT, "a test");
        fired(MOMENT.plusSeconds(600));
        assertThat(start.missed(MOMENT.plusSeconds(601), LONG_AGO)).contains(SLOT);
        assertThat(start.missed(MOMENT.plusSeconds(605), LONG_AGO)).isEmpty();
        fired(MOMENT.plusSeconds(700));
        assertThat(start.missed(MOMENT.plusSeconds(701), LONG_AGO)).contains(SLOT);
    }

    private void fired(Instant at) throws IOException {
        Files.createDirectories(dropIn.stamp().resolveSibling("."));
        if (!Files.exists(dropIn.stamp())) {
            Files.createFile(dropIn.stamp());
        }
        Files.setLastModifiedTime(dropIn.stamp(), FileTime.from(at));
    }
}
