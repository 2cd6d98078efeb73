package org.stringless.shipper.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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

    private ShipResult ship(URI collector) throws IOException {
        return new Shipper(collector, spool, Progress.SILENT).ship();
    }
}
