package org.stringless.shipper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;

/** Records of runs, an hour apart. */
public final class Records {
    /** When the first of them starts. */
    public static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private Records() {}

    /** The record with that place in the node's order. */
    public static RunRecord record(long sequence, Outcome outcome) {
        Instant started = FIRST.plus(Duration.ofHours(sequence));
        return new RunRecord(
                RunId.at(started, new SplittableRandom(sequence)),
                new NodeName("node.example"),
                "boot",
                sequence,
                started,
                started.plusSeconds(2),
                started.plusSeconds(3600),
                Trigger.TIMER,
                Stage.DONE,
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                "stringless test",
                "puppet 7.23.0",
                false,
                List.of(),
                List.of(),
                Map.of(),
                ResourceCounts.NONE,
                List.of(),
                List.of());
    }
}
