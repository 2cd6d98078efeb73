package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.engine.PuppetSettings;
import org.stringless.applier.run.Disabling;
import org.stringless.applier.run.EngineSetup;
import org.stringless.applier.run.HeldRelease;
import org.stringless.cli.settings.Configuration;
import org.stringless.shipper.spool.Spool;
import org.stringless.shipper.spool.SpooledRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What this node did last and what it has. Starts no Puppet and asks no server. */
@Command(name = "status", description = "The last run, the current release, and what waits in the spool.")
@SuppressWarnings("NullAway.Init") // picocli sets both
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Override
    public Integer call() throws IOException {
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        Configuration configuration = options.configurationAsRead();
        ThisNode node = ThisNode.with(options, configuration.settings());
        Optional<LastRun> last = LastRun.read(node.state());
        Spool spool = node.spool();
        List<SpooledRecord> waiting = spool.records();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "current_release",
                node.store().current().map(release -> release.id().text()).orElse(""));
        document.put(
                "held_release",
                node.held()
                        .hold()
                        .map(HeldRelease.Hold::release)
                        .map(Object::toString)
                        .orElse(""));
        document.put("disabled", disabled(node).orElse(""));
        document.put("channel", node.settings().channel().map(Object::toString).orElse(""));
        document.put(
                "overdue", last.map(run -> run.overdue(node.clock().instant())).orElse(true));
        last.ifPresent(run -> document.put("last_run", run.document()));
        Map<String, Object> spooled = new LinkedHashMap<>();
        spooled.put("records", waiting.size());
        spooled.put("bytes", waiting.stream().mapToLong(SpooledRecord::size).sum());
        spooled.put("quarantined", spool.quarantined());
        spooled.put("dropped", spool.dropped());
        document.put("spool", spooled);
        if (output.json()) {
            OutputForm.print(spec.commandLine().getOut(), document);
        } else {
            print(document, last, waiting.size());
        }
        configuration.sound(); // what the node did is told whatever is wrong now
        return 0;
    }

    private static Optional<String> disabled(ThisNode node) throws IOException {
        Optional<PuppetSettings> settings = PuppetSettings.remembered(EngineSetup.memory(node.state()));
        return settings.isPresent()
                ? new Disabling(settings.get().disabledFile())
                        .reason(node.clock().instant())
                : Optional.empty();
    }

    private void print(Map<String, Object> document, Optional<LastRun> last, int waiting) {
        PrintWriter out = spec.commandLine().getOut();
        if (last.isPresent()) {
            LastRun run = last.get();
            out.println("last run   " + run.text("outcome") + ", ended " + run.text("ended")
                    + (Boolean.TRUE.equals(document.get("overdue")) ? ", overdue since " + run.text("due_by") : ""));
            if (!run.text("message").isEmpty()) {
                out.println("           " + run.text("message").replace("\n", "\n           "));
            }
        } else {
            out.println("last run   none yet");
        }
        line(out, "release   ", document.get("current_release"), "none yet");
        line(out, "held      ", document.get("held_release"), "");
        String channel = String.valueOf(document.get("channel"));
        String serial = last.map(run -> " at serial " + run.text("serial")).orElse("");
        line(out, "channel   ", channel.isEmpty() ? "" : channel + serial, "");
        line(out, "disabled  ", document.get("disabled"), "");
        out.println("spool      " + waiting + " waiting");
        out.flush();
    }

    private static void line(PrintWriter out, String name, @Nullable Object value, String otherwise) {
        String text = String.valueOf(value).isEmpty() ? otherwise : String.valueOf(value);
        if (!text.isEmpty()) {
            out.println(name + " " + text);
        }
    }
}
