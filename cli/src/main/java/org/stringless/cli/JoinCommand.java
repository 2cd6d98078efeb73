package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.run.RunOrder;
import org.stringless.io.http.Web;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Trigger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stringless join}: a bare machine becomes a node. */
@Command(
        name = "join",
        description = {
            "Makes this machine a node: trusts keys, writes configuration and timer, makes the first run, starts the units.",
            "Can be repeated. When no release could be taken and applied, all of it is undone."
        })
@SuppressWarnings("NullAway.Init") // picocli sets them
final class JoinCommand implements Callable<Integer> {
    // Another run of this node may be under way.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Option(names = "--repository", required = true, paramLabel = "URL", description = "Address of the repository.")
    private String repository;

    @Option(names = "--channel", required = true, paramLabel = "NAME", description = "The channel to follow.")
    private String channel;

    @Option(
            names = "--key",
            paramLabel = "[ROLE=]FILE|FINGERPRINT",
            description = {
                "A key to trust, for the role release or channel; for both when no role is given. May be given again.",
                "With a fingerprint the key is fetched from the repository."
            })
    private List<String> keys = List.of();

    @Option(names = "--collector", paramLabel = "URL", description = "Address of the collector (default: none).")
    private @Nullable String collector;

    @Option(names = "--name", paramLabel = "NODE", description = "Name of this node (default: its full host name).")
    private @Nullable String name;

    @Option(names = "--period", paramLabel = "TIME", description = "How often it runs (default: 30m).")
    private @Nullable String period;

    @Option(names = "--slot-index", paramLabel = "N", description = "Its number, which gives it its slot.")
    private @Nullable String slotIndex;

    @Option(names = "--slot-host", paramLabel = "HOST", description = "The hypervisor or rack in which N counts.")
    private @Nullable String slotHost;

    @Option(names = "--no-run", description = "Leave the first run to the timer.")
    private boolean noRun;

    private volatile Runnable interrupt = () -> {};

    @Override
    public Integer call() throws IOException {
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        options.refuseOtherConfiguration("join");
        JoinOrder order = JoinOrder.of(typed());
        List<JoinKey> wanted = keys.stream().map(JoinKey::parse).toList();
        PrintWriter err = spec.commandLine().getErr();
        Joining joining = new Joining(options, order, line -> {
            err.println(line);
            err.flush();
        });
        joining.check();
        JoinKeys found = JoinKeys.find(wanted, joining.keys(), order, new Web());
        int status;
        Stopping stopping = new Stopping(() -> interrupt.run());
        try (stopping) {
            status = join(options, joining, found, stopping);
        }
        if (output.json()) {
            OutputForm.print(spec.commandLine().getOut(), joining.result());
        }
        return status;
    }

    private int join(GlobalOptions options, Joining joining, JoinKeys found, Stopping stopping) throws IOException {
        RunOutput told = new RunOutput(spec.commandLine(), false, false);
        Optional<RunRecord> record = Optional.empty();
        boolean joined = false;
        try {
            joining.trust(found);
            joining.configure();
            joining.schedule();
            if (noRun) {
                joining.start();
            } else {
                OneRun run = run(options, told);
                interrupt = run::interrupt;
                if (stopping.asked()) {
                    run.interrupt();
                }
                record = Optional.of(run.make());
                if (!output.json()) {
                    told.outcome(record.get());
                }
                if (!joining.isShownBy(record.get())) {
                    return record.get().exitStatus();
                }
                run.moveTimer();
                joining.start();
                run.ship();
            }
            joined = true;
            return record.map(RunRecord::exitStatus).orElse(0);
        } finally {
            joining.end(joined);
            record.ifPresent(told::problem);
        }
    }

    private OneRun run(GlobalOptions options, RunOutput told) {
        return new OneRun(
                ThisNode.of(options),
                RunOrder.full(Trigger.HAND).waiting(PATIENCE),
                told,
                spec.commandLine().getErr(),
                TerminalProgress.onStandardError());
    }

    private Map<String, @Nullable String> typed() {
        Map<String, @Nullable String> typed = new LinkedHashMap<>();
        typed.put("repository", repository);
        typed.put("channel", channel);
        typed.put("collector", collector);
        typed.put("node", name);
        typed.put("period", period);
        typed.put("slot_index", slotIndex);
        typed.put("slot_host", slotHost);
        return typed;
    }
}
