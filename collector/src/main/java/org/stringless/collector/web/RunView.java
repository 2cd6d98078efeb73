package org.stringless.collector.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.stringless.collector.store.FirstError;
import org.stringless.collector.store.RunRow;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.model.run.Stage;

/** A run's page. */
public record RunView(Instant now, RunRow row, RunRecord run) {
    private static final int MOST_EVENTS = 1000;
    private static final int MOST_LINES = 2000;

    /** The changes that are shown. */
    public List<ResourceEvent> events() {
        return run.events().subList(0, Math.min(run.events().size(), MOST_EVENTS));
    }

    /** How many changes are only in the JSON. */
    public int eventsLeft() {
        return run.events().size() - events().size();
    }

    /** The log lines that are shown. */
    public List<LogLine> logs() {
        return run.logs().subList(0, Math.min(run.logs().size(), MOST_LINES));
    }

    /** How many log lines are only in the JSON. */
    public int logsLeft() {
        return run.logs().size() - logs().size();
    }

    /** Time spent in each stage, in the stages' order. */
    public Map<Stage, Duration> timings() {
        return new TreeMap<>(run.timings());
    }

    /** Where Puppet first failed; empty when the run went well, or when the problem says it all. */
    public String puppetsError() {
        if (row.firstError().isEmpty()) {
            return "";
        }
        String error = FirstError.ofPuppet(run);
        boolean saidBefore =
                run.problem().map(problem -> problem.message().contains(error)).orElse(false);
        return saidBefore ? "" : error;
    }

    /** {@code 12 of 240 changed, 1 failed}. */
    public String counts() {
        RunRecord.ResourceCounts counts = run.resources();
        if (counts.total() == 0) {
            return "no catalog was applied";
        }
        StringBuilder text = new StringBuilder(counts.total() + " in the catalog");
        count(text, counts.changed(), "changed");
        count(text, counts.corrective(), "of them corrective");
        count(text, counts.failed(), "failed");
        count(text, counts.skipped(), "skipped");
        count(text, counts.pending(), "pending");
        return text.toString();
    }

    private static void count(StringBuilder text, int number, String what) {
        if (number > 0) {
            text.append(String.format(Locale.ROOT, ", %d %s", number, what));
        }
    }
}
