package org.stringless.shipper.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.FileTree;
import org.stringless.io.json.JsonException;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

/**
 * The record of the run under way, {@code open.json}, and its way into the spool. A run that dies leaves the file behind; the next one
 * spools it as it stands: interrupted, at the stage it had reached. Used under the run's lock, except for {@link #refused}.
 */
public final class RunJournal {
    private final Path directory;
    private final Path file;
    private final Spool spool;

    /** The journal of the node with that state. */
    public RunJournal(Path state, Spool spool) {
        directory = state.resolve("runs");
        file = directory.resolve("open.json");
        this.spool = spool;
    }

    /** A run is under way; what an earlier one left is spooled first. */
    public void opened(RunRecord record) throws IOException {
        FileTree.makePrivate(directory);
        if (Files.exists(file)) {
            spoolLeft(record);
        }
        DurableFile.write(file, RunRecordJson.write(record));
    }

    /** It is over. */
    public void closed(RunRecord record) throws IOException {
        spool.put(record);
        DurableFile.delete(file);
    }

    /** A run that never began. */
    public void refused(RunRecord record) throws IOException {
        spool.put(record);
    }

    private void spoolLeft(RunRecord now) throws IOException {
        try {
            RunRecord left = RunRecordJson.read(Files.readAllBytes(file));
            // A run that died between spooling and cleaning up has told its own end already.
            if (!left.id().uuid().equals(now.id().uuid()) && !spool.holds(left)) {
                spool.put(left);
            }
        } catch (JsonException e) {
            spool.setAside(file);
        }
    }
}
