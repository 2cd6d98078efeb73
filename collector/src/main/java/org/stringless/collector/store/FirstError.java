package org.stringless.collector.store;

import java.util.Comparator;
import java.util.Set;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.ResourceEvent;

/** The one sentence a person wants of a run that did not go well: where it first went wrong. */
public final class FirstError {
    private static final Set<String> ERRORS = Set.of("err", "alert", "emerg", "crit");
    private static final int LONGEST = 1000;

    private FirstError() {}

    /** The problem that kept the run from doing all it was to do, else where Puppet first failed; empty when the run went well. */
    public static String of(RunRecord run) {
        if (run.outcome() != Outcome.FAILED && run.problem().isEmpty()) {
            return "";
        }
        return run.problem().map(problem -> cut(problem.message())).orElseGet(() -> ofPuppet(run));
    }

    /** The first failed resource, else the first error in the log, Facter's last: a fact that is missing seldom fails a run; or empty. */
    public static String ofPuppet(RunRecord run) {
        return run.events().stream()
                .filter(event -> event.status().equals("failed"))
                .findFirst()
                .map(FirstError::sentence)
                .or(() -> run.logs().stream()
                        .filter(line -> ERRORS.contains(line.level()))
                        .min(Comparator.comparing(line -> line.source().equals("Facter")))
                        .map(line -> cut(line.message())))
                .orElse("");
    }

    /** Whether a log line of that level tells of an error. */
    public static boolean isError(String level) {
        return ERRORS.contains(level);
    }

    private static String sentence(ResourceEvent event) {
        return cut(event.resource() + ": " + event.message());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
