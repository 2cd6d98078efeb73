package org.stringless.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.model.run.Trigger;
import org.stringless.reportwire.RunRecordJson;
import picocli.CommandLine;

/** What a run says: its result on standard output, its trouble on standard error. */
final class RunOutput {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean messages;

    RunOutput(CommandLine line, boolean json, boolean messages) {
        out = line.getOut();
        err = line.getErr();
        this.json = json;
        this.messages = messages;
    }

    /** One message of Puppet, as it comes. */
    void log(LogLine line) {
        if (messages) {
            String level = line.level().equals("err") ? "error" : line.level();
            err.println(level.substring(0, 1).toUpperCase(Locale.ROOT) + level.substring(1) + ": "
                    + (line.source().equals("Puppet") ? "" : line.source() + ": ") + line.message());
            err.flush();
        }
    }

    /** A text as it is, for whoever asked for it. */
    void show(String text) {
        err.println(text.strip());
        err.flush();
    }

    /** Something that does not change what the run was. */
    void trouble(String sentence) {
        err.println("stringless: " + sentence);
        err.flush();
    }

    /** The finished run. */
    void result(RunRecord run) {
        outcome(run);
        problem(run);
    }

    /** What the run did. */
    void outcome(RunRecord run) {
        if (json) {
            OutputForm.print(out, RunRecordJson.document(run));
            return;
        }
        boolean all = run.trigger() == Trigger.HAND && !messages; // whoever has seen the messages knows the rest
        for (ResourceEvent event : run.events()) {
            if (event.status().equals("failed") || (all && !isSkipped(event))) {
                out.println(line(event));
            }
        }
        out.println(summary(run));
        out.flush();
    }

    /** Why the run could not do all it was to do. */
    void problem(RunRecord run) {
        run.problem().ifPresent(problem -> {
            err.println("stringless: " + problem.message());
            err.println("Next: " + problem.next());
            err.flush();
        });
    }

    static String line(ResourceEvent event) {
        String property = event.property().isEmpty() ? "" : " " + event.property();
        String message = event.message().isEmpty() ? "" : ": " + event.message();
        String status = event.corrective() && event.status().equals("changed") ? "corrected" : event.status();
        return status + " " + event.resource() + property + message;
    }

    static String summary(RunRecord run) {
        ResourceCounts counts = run.resources();
        StringBuilder text = new StringBuilder(run.outcome().code());
        run.applied().ifPresent(release -> text.append(": release ").append(release));
        if (counts.total() > 0) {
            text.append(", ").append(counts.total()).append(" resources");
            count(text, counts.changed(), "changed");
            count(text, counts.pending(), "would change");
            count(text, counts.corrective(), "of it drift");
            count(text, counts.failed(), "failed");
            count(text, counts.skipped(), "skipped");
        }
        return text.append(String.format(Locale.ROOT, ", %.1f s", run.duration().toMillis() / 1000.0))
                .toString();
    }

    private static void count(StringBuilder text, int number, String what) {
        if (number > 0) {
            text.append(", ").append(number).append(' ').append(what);
        }
    }

    private static boolean isSkipped(ResourceEvent event) {
        return event.status().equals("skipped");
    }
}
