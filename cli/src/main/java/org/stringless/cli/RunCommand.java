package org.stringless.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.run.RunOrder;
import org.stringless.applier.schedule.TimerStart;
import org.stringless.cli.settings.Configuration;
import org.stringless.model.failure.Failure;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Trigger;
import org.stringless.model.schedule.Slot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One run of this node. */
@Command(
        name = "run",
        description = "Brings this node to the release its channel names: fetch, verify, compile, apply, record, ship.")
@SuppressWarnings("NullAway.Init") // picocli sets spec and output
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Option(names = "--noop", description = "Change nothing; tell what would change.")
    private boolean noop;

    @Option(names = "--tags", split = ",", paramLabel = "TAG", description = "Only resources with these tags.")
    private List<String> tags = List.of();

    @Option(
            names = {"--skip-tags", "--skip_tags"},
            split = ",",
            paramLabel = "TAG",
            description = "Not the resources with these tags.")
    private List<String> skipTags = List.of();

    @Option(
            names = {"-t", "--test"},
            description = "Show Puppet's messages as they come.")
    private boolean test;

    @Option(names = "--release", paramLabel = "ID", description = "Apply this release of the node's store.")
    private @Nullable String release;

    @Option(names = "--no-fetch", description = "Do not ask the repository; apply what the node has.")
    private boolean noFetch;

    @Option(names = "--no-ship", description = "Leave the record in the spool.")
    private boolean noShip;

    @Option(
            names = "--detailed-exitcodes",
            description = "Accepted as puppet agent does; the exit status is always detailed.")
    @SuppressWarnings("UnusedVariable") // nothing depends on it
    private boolean detailed;

    @Option(
            names = "--waitforlock",
            paramLabel = "SECONDS",
            description = "How long to wait for another run to end (default: 0).")
    private int waitForLock;

    @Option(names = "--trigger", paramLabel = "timer|hand|boot", description = "What started this run (default: hand).")
    private Trigger trigger = Trigger.HAND;

    @Option(
            names = {"--show_diff", "--show-diff"},
            description = "Show differences of files, which may hold secrets; not for timers, never in the record.")
    private boolean showDiff;

    @Override
    public Integer call() throws IOException {
        OwnFiles.hold();
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        Configuration configuration = options.configurationAsRead();
        Optional<Failure> wrong = configuration.failure();
        ThisNode node = ThisNode.with(options, configuration.settings());
        RunOutput told = new RunOutput(spec.commandLine(), output.json(), test || showDiff);
        Optional<Slot> missed = missed(node);
        if (missed.isPresent()) {
            told.trouble("a missed run is left out; the next one is at "
                    + missed.get().next(node.clock().instant()) + ".");
            return 0;
        }
        Progress progress = test ? Progress.SILENT : TerminalProgress.onStandardError();
        OneRun run;
        try {
            run = new OneRun(node, order(), told, spec.commandLine().getErr(), progress);
        } catch (Failure nameless) {
            throw wrong.orElse(nameless);
        }
        Stopping stopping = new Stopping(run::interrupt);
        RunRecord record;
        try (stopping) {
            record = wrong.isPresent() ? run.refuse(wrong.get()) : run.make();
        }
        told.result(record);
        if (wrong.isEmpty()) {
            run.moveTimer();
        }
        if (!noShip && !stopping.asked()) {
            run.ship();
        }
        return record.exitStatus();
    }

    /** After a boot, a resume or an overlong run the timer comes at a moment that is not this node's. */
    private Optional<Slot> missed(ThisNode node) throws IOException {
        return trigger == Trigger.TIMER
                ? new TimerStart(node.options().root(), node.clock()).missed()
                : Optional.empty();
    }

    private RunOrder order() {
        return new RunOrder(
                trigger,
                noop,
                tags,
                skipTags,
                Optional.ofNullable(release).map(ReleaseId::new),
                !noFetch,
                showDiff && (noop || trigger == Trigger.HAND),
                Duration.ofSeconds(waitForLock));
    }
}
