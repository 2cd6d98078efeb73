package org.stringless.collector.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What came in since the start. Safe for several threads. */
public final class IngestCounts {
    private final LongAdder stored = new LongAdder();
    private final LongAdder known = new LongAdder();
    private final Map<Integer, LongAdder> rejected = new ConcurrentSkipListMap<>();

    void count(Ingested result) {
        if (result instanceof Ingested.Stored done) {
            (done.isNew() ? stored : known).increment();
        } else if (result instanceof Ingested.Refused refused) {
            reject(refused.status());
        } else {
            reject(503);
        }
    }

    private void reject(int status) {
        rejected.computeIfAbsent(status, key -> new LongAdder()).increment();
    }

    /** Runs that were new. */
    public long stored() {
        return stored.sum();
    }

    /** Runs that were in the store before. */
    public long known() {
        return known.sum();
    }

    /** Requests that were turned away, by the status they were answered with. */
    public Map<Integer, Long> rejected() {
        Map<Integer, Long> sums = new TreeMap<>();
        rejected.forEach((status, count) -> sums.put(status, count.sum()));
        return sums;
    }
}
