package org.stringless.shipper.spool;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stringless.model.run.RunId;

/**
 * A record in the spool, known by its file's name {@code <sequence, 12 digits>-<run id>.json}; in the order of their runs.
 *
 * @param size bytes
 */
public record SpooledRecord(Path file, long sequence, RunId id, long size) implements Comparable<SpooledRecord> {
    private static final Pattern NAME = Pattern.compile("([0-9]{12})-([0-9a-f-]{36})\\.json");

    /** The record in that file; empty when the name is not one of ours. */
    static Optional<SpooledRecord> of(Path file, long size) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SpooledRecord(file, Long.parseLong(name.group(1)), RunId.parse(name.group(2)), size));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(SpooledRecord other) {
        int bySequence = Long.compare(sequence, other.sequence);
        return bySequence != 0 ? bySequence : id.toString().compareTo(other.id.toString());
    }

    /** When its run started: a run's id begins with that time. */
    public Instant started() {
        return Instant.ofEpochMilli(id.uuid().getMostSignificantBits() >>> 16);
    }
}
