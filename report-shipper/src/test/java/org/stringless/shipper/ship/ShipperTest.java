package org.stringless.shipper.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.shipper.Records;
import org.stringless.shipper.spool.Spool;
import org.stringless.shipper.spool.SpoolBounds;
import org.stringless.shipper.spool.SpooledRecord;

class ShipperTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path top;

    private Spool spool;

    @BeforeEach
    void threeRecords() throws IOException {
        spool = new Spool(
                top.resolve("spool"),
                top.resolve("quarantine"),
                SpoolBounds.USUAL,
                Clock.fixed(Records.FIRST, ZoneOffset.UTC));
        for (int sequence = 1; sequence <= 3; sequence++) {
            spool.put(Records.record(sequence, Outcome.CHANGED));
        }
    }

    @Test
    void sendsTheNewestFirstAndForgetsWhatIsStored() throws IOException {
        try (FakeCollector collector = new FakeCollector(record -> record.sequence() == 2 ? 200 : 201)) {
            ShipResult result = ship(collector.address());
            assertThat(collector.asked).extracting(RunRecord::sequence).containsExactly(3L, 2L, 1L);
            assertThat(result.shipped()).isEqualTo(3);
            assertThat(result.problem()).isEmpty();
            assertThat(spool.records()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void aBusyCollectorGetsTheRecordsLater(int answer) throws IOException {
        try (FakeCollector collector = new FakeCollector(record -> record.sequence() == 2 ? answer : 201)) {
            ShipResult result = ship(collector.address());
            assertThat(result.shipped()).isEqualTo(1);
            assertThat(result.left()).isEqualTo(2);
            assertThat(result.problem().orElseThrow().reason()).isEqualTo(Reason.COLLECTOR_UNREACHABLE);
            assertThat(spool.records()).extracting(SpooledRecord::sequence).containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void aRefusedRecordIsSetAsideAndDoesNotHoldUpTheOthers(int answer) throws IOException {
        try (FakeCollector collector = new FakeCollector(record -> record.sequence() == 2 ? answer : 201)) {
            ShipResult result = ship(collector.address());
            assertThat(result.shipped()).isEqualTo(2);
            assertThat(result.setAside()).isEqualTo(1);
            assertThat(result.problem().orElseThrow().reason()).isEqualTo(Reason.COLLECTOR_REFUSED);
            assertThat(result.problem().orElseThrow().sentence()).contains("not liked");
            assertThat(spool.quarantined()).isEqualTo(1);
        }
    }

    @Test
    void aWrongAddressSetsNothingAside() throws IOException {
        try (FakeCollector collector = new FakeCollector(record -> 404)) {
            ShipResult result = ship(collector.address());
            assertThat(result.left()).isEqualTo(3);
            assertThat(result.problem().orElseThrow().reason()).isEqualTo(Reason.COLLECTOR_REFUSED);
        }
    }

    @Test
    void aDeadCollectorCostsNothingButTime() throws IOException {
        ShipResult result = ship(URI.create("http://127.0.0.1:9"));
        assertThat(result.left()).isEqualTo(3);
        assertThat(result.problem().orElseThrow().reason()).isEqualTo(Reason.COLLECTOR_UNREACHABLE);
    }

    @Test
    void aTornRecordDoesNotHoldUpTheOthers() throws IOException {
        Files.writeString(spool.records().get(2).file(), "torn");
        try (FakeCollector collector = new FakeCollector(record -> 201)) {
            ShipResult result = ship(collector.address());
            assertThat(result.shipped()).isEqualTo(2);
            assertThat(result.setAside()).isEqualTo(1);
            assertThat(spool.records()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"120", " 120", "Thu, 01 Jan 2026 00:02:00 GMT"})
    void aCollectorThatSaysWhenIsNotAskedBeforeNotEvenByAnotherProcess(String header) throws IOException {
        int[] answer = {503};
        try (FakeCollector collector = new FakeCollector(record -> answer[0])) {
            collector.retryAfter = header;
            assertThat(shipAt(collector, 0).left()).isEqualTo(3);
            answer[0] = 201;
            ShipResult paused = shipAt(collector, 119);
            assertThat(collector.asked).hasSize(1);
            assertThat(paused.left()).isEqualTo(3);
            assertThat(paused.problem().orElseThrow().reason()).isEqualTo(Reason.COLLECTOR_UNREACHABLE);
            assertThat(paused.problem().orElseThrow().sentence()).contains("until 2026-01-01T00:02:00Z");
            assertThat(shipAt(collector, 120).shipped()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "soon", "Wed, 31 Dec 2025 00:00:00 GMT"})
    void aCollectorThatDoesNotSayWhenIsAskedAgainByTheNextRound(String header) throws IOException {
        try (FakeCollector collector = new FakeCollector(record -> 429)) {
            collector.retryAfter = header;
            shipAt(collector, 0);
            shipAt(collector, 0);
            assertThat(collector.asked).hasSize(2);
        }
    }

    @Test
    void noCollectorSilencesANodeForLongerThanAnHourNorForAnother() throws IOException {
        try (FakeCollector busy = new FakeCollector(record -> 503);
                FakeCollector other = new FakeCollector(record -> 201)) {
            busy.retryAfter = "999999999";
            shipAt(busy, 0);
            shipAt(busy, 3599);
            assertThat(busy.asked).hasSize(1);
            shipAt(busy, 3600);
            assertThat(busy.asked).hasSize(2);
            // A clock that was set back since does not make it longer.
            shipAt(busy, -3600);
            assertThat(busy.asked).hasSize(3);
            assertThat(shipAt(other, 0).shipped()).isEqualTo(3);
        }
    }

    private ShipResult ship(URI collector) throws IOException {
        return new Shipper(collector, spool, Clock.fixed(NEW_YEAR, ZoneOffset.UTC), Progress.SILENT).ship();
    }

    private ShipResult shipAt(FakeCollector collector, long second) throws IOException {
        Clock clock = Clock.fixed(NEW_YEAR.plusSeconds(second), ZoneOffset.UTC);
        return new Shipper(collector.address(), spool, clock, Progress.SILENT).ship();
    }
}
