package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stringless.applier.schedule.CalendarExpression;
import org.stringless.applier.schedule.TimerDropIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code schedule install}: the node's moment into its timer. */
@Command(name = "install", description = "Writes this node's moment into a drop-in of its systemd timer.")
@SuppressWarnings("NullAway.Init") // picocli sets both
final class ScheduleInstallCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Override
    public Integer call() throws IOException {
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        NodeSlot node = NodeSlot.of(options);
        TimerDropIn dropIn = new TimerDropIn(options.root());
        boolean written = dropIn.install(node.slot(), node.seat().why());
        String expression = CalendarExpression.of(node.slot());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", dropIn.file().toString());
            document.put("on_calendar", expression);
            document.put("changed", written);
            OutputForm.print(out, document);
        } else {
            out.println(dropIn.file() + ": " + expression + (written ? "" : ", as before"));
            out.flush();
        }
        return 0;
    }
}
