package org.stringless.shipper.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.json.JsonException;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.shipper.Records;

class SpoolTest {
    @TempDir
    private Path top;

    private final Clock clock = Clock.fixed(Records.FIRST.plus(Duration.ofDays(1)), ZoneOffset.UTC);

    @Test
    void keepsRecordsInTheOrderOfTheirRuns() throws IOException {
        Spool spool = spool(SpoolBounds.USUAL);
        assertThat(spool.records()).isEmpty();
        RunRecord tenth = Records.record(10, Outcome.CHANGED);
        RunRecord second = Records.record(2, Outcome.UNCHANGED);
        spool.put(tenth);
        spool.put(second);
        Spool again = spool(SpoolBounds.USUAL);
        assertThat(again.records()).extracting(SpooledRecord::sequence).containsExactly(2L, 10L);
        assertThat(again.read(again.records().get(1))).isEqualTo(tenth);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(again.records().get(0).file())))
                .isEqualTo("rw-r-----");
        assertThat(again.records().get(0).started()).isEqualTo(second.started());
        again.remove(again.records().get(0));
        assertThat(again.records()).extracting(SpooledRecord::sequence).containsExactly(10L);
    }

    @Test
    void givesUpTheOldestUnchangedRunsFirstWhenItIsFull() throws IOException {
        Spool spool = spool(new SpoolBounds(1 << 20, 3, Duration.ofDays(7)));
        spool.put(Records.record(1, Outcome.FAILED));
        spool.put(Records.record(2, Outcome.UNCHANGED));
        spool.put(Records.record(3, Outcome.UNCHANGED));
        spool.put(Records.record(4, Outcome.UNCHANGED));
        spool.put(Records.record(5, Outcome.CHANGED));
        assertThat(spool.records()).extracting(SpooledRecord::sequence).containsExactly(1L, 4L, 5L);
        spool.put(Records.record(6, Outcome.CHANGED));
        spool.put(Records.record(7, Outcome.CHANGED));
        assertThat(spool.records()).extracting(SpooledRecord::sequence).containsExactly(5L, 6L, 7L);
        assertThat(spool.dropped()).isEqualTo(4);
    }

    @Test
    void givesUpWhatIsTooOld() throws IOException {
        Spool spool = spool(new SpoolBounds(1 << 20, 10, Duration.ofHours(12)));
        spool.put(Records.record(1, Outcome.FAILED));
        spool.put(Records.record(20, Outcome.UNCHANGED));
        assertThat(spool.records()).extracting(SpooledRecord::sequence).containsExactly(20L);
    }

    @Test
    void setsATornRecordAsideAndKeepsTheOthers() throws IOException {
        Spool spool = spool(SpoolBounds.USUAL);
        spool.put(Records.record(1, Outcome.FAILED));
        spool.put(Records.record(2, Outcome.FAILED));
        SpooledRecord torn = spool.records().get(0);
        Files.writeString(torn.file(), "{\"format\":1,");
        assertThatThrownBy(() -> spool.read(torn)).isInstanceOf(JsonException.class);
        spool.quarantine(torn);
        assertThat(spool.quarantined()).isEqualTo(1);
        assertThat(spool.records()).extracting(SpooledRecord::sequence).containsExactly(2L);
    }

    @Test
    void aRecordFindsItsPlaceOnAFullDiskThroughTheReserve() throws IOException {
        Path small = Files.createDirectory(top.resolve("small"));
        done(Command.of("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()));
        try {
            Spool spool = new Spool(small.resolve("spool"), small.resolve("quarantine"), SpoolBounds.USUAL, clock);
            spool.put(Records.record(1, Outcome.FAILED));
            Command.of("dd", "if=/dev/zero", "of=" + small.resolve("filling"), "bs=4k")
                    .run();
            spool.put(Records.record(2, Outcome.FAILED));
            assertThat(spool.records()).extracting(SpooledRecord::sequence).containsExactly(1L, 2L);
            Files.delete(small.resolve("filling"));
            spool.put(Records.record(3, Outcome.FAILED));
            assertThat(small.resolve("spool/.reserve")).hasSize(1 << 20);
        } finally {
            done(Command.of("umount", small.toString()));
        }
    }

    @Test
    void whatADeadRunLeftIsSpooledByTheNextOne() throws IOException {
        Spool spool = spool(SpoolBounds.USUAL);
        RunRecord dead = Records.record(1, Outcome.FAILED);
        new RunJournal(top, spool).opened(dead);
        assertThat(spool.records()).isEmpty();
        RunRecord next = Records.record(2, Outcome.CHANGED);
        RunJournal journal = new RunJournal(top, spool);
        journal.opened(next);
        journal.opened(next);
        assertThat(spool.read(spool.records().get(0))).isEqualTo(dead);
        journal.closed(next);
        assertThat(spool.records()).extracting(SpooledRecord::sequence).containsExactly(1L, 2L);
        assertThat(top.resolve("runs/open.json")).doesNotExist();
    }

    @Test
    void aRunThatDiedAfterSpoolingTellsItsOwnEnd() throws IOException {
        Spool spool = spool(SpoolBounds.USUAL);
        RunRecord closed = Records.record(1, Outcome.CHANGED);
        new RunJournal(top, spool).opened(Records.record(1, Outcome.FAILED));
        spool.put(closed);
        new RunJournal(top, spool).opened(Records.record(2, Outcome.CHANGED));
        assertThat(spool.records()).hasSize(1);
        assertThat(spool.read(spool.records().get(0)).outcome()).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void aTornOpenRecordIsSetAside() throws IOException {
        Spool spool = spool(SpoolBounds.USUAL);
        Files.createDirectories(top.resolve("runs"));
        Files.writeString(top.resolve("runs/open.json"), "");
        new RunJournal(top, spool).opened(Records.record(2, Outcome.CHANGED));
        assertThat(spool.quarantined()).isEqualTo(1);
    }

    private Spool spool(SpoolBounds bounds) {
        return new Spool(top.resolve("spool"), top.resolve("quarantine"), bounds, clock);
    }

    private static void done(Command command) throws IOException {
        CommandResult result = command.run();
        assertThat(result.exit()).as(result.err()).isZero();
    }
}
