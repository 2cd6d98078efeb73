package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.stringless.applier.run.RecordSink;
import org.stringless.model.run.RunRecord;
import org.stringless.shipper.spool.RunJournal;
import org.stringless.shipper.spool.Spool;

/** Puts the records of runs into the node's journal and spool; trouble with that is told, and never stops a run. */
final class RecordKeeping implements RecordSink {
    private final RunJournal journal;
    private final Path state;
    private final PrintWriter err;

    RecordKeeping(Path state, Spool spool, PrintWriter err) {
        this.state = state;
        this.err = err;
        journal = new RunJournal(state, spool);
    }

    @Override
    public void opened(RunRecord record) {
        keep(() -> StateFormat.mark(state));
        keep(() -> journal.opened(record));
    }

    @Override
    public void closed(RunRecord record) {
        keep(() -> journal.closed(record));
        keep(() -> LastRun.write(state, record));
    }

    @Override
    public void refused(RunRecord record) {
        keep(() -> journal.refused(record));
    }

    private interface Step {
        void take() throws IOException;
    }

    private void keep(Step step) {
        try {
            step.take();
        } catch (IOException | RuntimeException e) {
            err.println("stringless: the run's record could not be kept: "
                    + Advice.of(e).sentence());
        }
    }
}
