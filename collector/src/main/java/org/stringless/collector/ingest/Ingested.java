package org.stringless.collector.ingest;

import org.stringless.model.run.RunId;

/** What became of a record that was sent. */
public sealed interface Ingested {
    /**
     * It is in the store and will outlive a crash.
     *
     * @param isNew false when it was there before
     */
    record Stored(RunId id, boolean isNew) implements Ingested {}

    /**
     * It will never be accepted as it is.
     *
     * @param status HTTP's: 400, 413, 415 or 422
     * @param why a sentence for the sender
     */
    record Refused(int status, String why) implements Ingested {}

    /** Not now: the sender must come again. */
    record Busy(String why) implements Ingested {}
}
