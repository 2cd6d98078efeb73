package org.stringless.applier.run;

import org.stringless.model.run.RunRecord;

/** Where the records of runs go. None of the calls may fail: a run goes on when its record has trouble. */
public interface RecordSink {
    /** A run is on its way; should nobody ever close it, this is what is known of it. Called again at each of its stages. */
    void opened(RunRecord record);

    /** The opened run is over. */
    void closed(RunRecord record);

    /** A run that never began, because another one is busy; that one's open record stays. */
    void refused(RunRecord record);
}
