package org.stringless.shipper.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.FileTree;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

/**
 * A directory of closed run records. What {@link #put} has returned from is there after a power cut. There is no index: the directory's
 * listing is the truth. When it is full, the oldest records of runs without a change go first, then the oldest others; they are counted. A
 * megabyte is kept in reserve, so that a run on a full disk can still be told.
 */
public final class Spool {
    private static final int RESERVE = 1 << 20;
    /** The directory is private, unless an administrator gives it to the group of those who send records. */
    private static final String GROUP_READS = "rw-r-----";

    private final Path directory;
    private final Path quarantine;
    private final SpoolBounds bounds;
    private final Clock clock;

    /** The spool in that directory; both directories are made when needed. */
    public Spool(Path directory, Path quarantine, SpoolBounds bounds, Clock clock) {
        this.directory = directory;
        this.quarantine = quarantine;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Where the records are; what is not one of them has a name that begins with a dot. */
    public Path directory() {
        return directory;
    }

    /** Adds a record, durably. */
    public void put(RunRecord record) throws IOException {
        FileTree.makePrivate(directory);
        byte[] bytes = RunRecordJson.write(record);
        makeRoom(bytes.length);
        Path file = file(record);
        try {
            DurableFile.write(file, bytes, GROUP_READS);
        } catch (IOException e) {
            if (!Files.deleteIfExists(reserve())) {
                throw e;
            }
            DurableFile.write(file, bytes, GROUP_READS);
            return;
        }
        keepReserve();
    }

    /** Whether that very record is in the spool. */
    boolean holds(RunRecord record) {
        return Files.exists(file(record));
    }

    /** All records, in the order of their runs. */
    public List<SpooledRecord> records() throws IOException {
        List<SpooledRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                size(file).flatMap(size -> SpooledRecord.of(file, size)).ifPresent(records::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        Collections.sort(records);
        return records;
    }

    /** Empty when another process has shipped it meanwhile. */
    private static Optional<Long> size(Path file) throws IOException {
        try {
            return Optional.of(Files.size(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a record.
     *
     * @throws JsonException when it is torn; then it belongs in quarantine
     */
    public RunRecord read(SpooledRecord record) throws IOException {
        return RunRecordJson.read(Files.readAllBytes(record.file()));
    }

    /** Forgets a record that the collector has. */
    public void remove(SpooledRecord record) throws IOException {
        DurableFile.delete(record.file());
    }

    /** Sets a record aside that nobody can take: it is kept for a person, and never stands in the others' way. */
    public void quarantine(SpooledRecord record) throws IOException {
        setAside(record.file());
    }

    void setAside(Path file) throws IOException {
        FileTree.makePrivate(quarantine);
        DurableFile.rename(file, quarantine.resolve(String.valueOf(file.getFileName())));
        DurableFile.syncDirectory(file.resolveSibling("."));
    }

    /** How many files were set aside. */
    public long quarantined() throws IOException {
        try (Stream<Path> files = Files.list(quarantine)) {
            return files.count();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** How many records were given up for lack of room, ever. */
    public long dropped() {
        try {
            return JsonObject.parse(Files.readAllBytes(droppedFile())).integer("dropped");
        } catch (IOException | JsonException e) {
            return 0;
        }
    }

    private void makeRoom(long coming) throws IOException {
        List<SpooledRecord> records = new ArrayList<>(records());
        List<SpooledRecord> given = new ArrayList<>();
        records.stream()
                .filter(record -> record.started().isBefore(clock.instant().minus(bounds.age())))
                .forEach(given::add);
        records.removeAll(given);
        long bytes = records.stream().mapToLong(SpooledRecord::size).sum() + coming;
        while (!records.isEmpty() && (bytes > bounds.bytes() || records.size() >= bounds.files())) {
            SpooledRecord oldest =
                    records.stream().filter(this::isUnchanged).findFirst().orElse(records.get(0));
            bytes -= oldest.size();
            given.add(oldest);
            records.remove(oldest);
        }
        if (!given.isEmpty()) {
            for (SpooledRecord record : given) {
                DurableFile.delete(record.file());
            }
            count(given.size());
        }
    }

    /** As well as it can: on a full disk the record that comes matters more than the count of those that went. */
    private boolean count(int given) {
        try {
            DurableFile.write(droppedFile(), JsonObject.compact(Map.of("dropped", dropped() + given)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isUnchanged(SpooledRecord record) {
        try {
            return read(record).outcome() == Outcome.UNCHANGED;
        } catch (IOException | JsonException e) {
            return false;
        }
    }

    private void keepReserve() {
        try {
            if (!Files.exists(reserve())) {
                DurableFile.write(reserve(), new byte[RESERVE]);
            }
        } catch (IOException e) {
            // No room for a reserve: the record itself is safe, and the next put tries again.
            reserve().toFile().delete();
        }
    }

    private Path file(RunRecord record) {
        return directory.resolve(String.format(Locale.ROOT, "%012d-%s.json", record.sequence(), record.id()));
    }

    private Path reserve() {
        return directory.resolve(".reserve");
    }

    private Path droppedFile() {
        return directory.resolve(".dropped");
    }
}
