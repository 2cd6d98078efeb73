package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stringless.applier.schedule.CalendarExpression;
import org.stringless.applier.schedule.TimerDropIn;
import org.stringless.model.schedule.Slot;
import org.stringless.model.schedule.Words;
import org.stringless.model.text.TimeWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code schedule show}: this node's next starts, and why then. */
@Command(name = "show", description = "The next five starts of this node, and why then.")
@SuppressWarnings("NullAway.Init") // picocli sets both
final class ScheduleShowCommand implements Callable<Integer> {
    private static final int STARTS = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Override
    public Integer call() throws IOException {
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        NodeSlot node = NodeSlot.of(options);
        Optional<Slot> installed = new TimerDropIn(options.root()).installed();
        List<Instant> starts = node.slot().next(Clock.systemUTC().instant(), STARTS);
        if (output.json()) {
            OutputForm.print(spec.commandLine().getOut(), document(node, installed, starts));
        } else {
            print(spec.commandLine().getOut(), node, installed, starts);
        }
        return 0;
    }

    private static Map<String, Object> document(NodeSlot node, Optional<Slot> installed, List<Instant> starts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("node", node.node().text());
        document.put("period", node.slot().period().length().toString());
        document.put("second", node.slot().second());
        document.put("why", node.seat().why());
        document.put("on_calendar", CalendarExpression.of(node.slot()));
        document.put("installed", installed.filter(node.slot()::equals).isPresent());
        document.put("next", starts.stream().map(Instant::toString).toList());
        return document;
    }

    private static void print(PrintWriter out, NodeSlot node, Optional<Slot> installed, List<Instant> starts) {
        Slot slot = node.slot();
        out.println("node    " + node.node());
        out.println("slot    " + Words.span(Duration.ofSeconds(slot.second())) + " into every " + slot.period()
                + ", counted from midnight UTC");
        out.println("why     " + node.seat().why());
        out.println("timer   " + timer(slot, installed));
        String name = "next    ";
        for (Instant start : starts) {
            out.println(name + TimeWords.exact(start));
            name = "        ";
        }
        out.flush();
    }

    private static String timer(Slot slot, Optional<Slot> installed) {
        String expression = CalendarExpression.of(slot);
        if (installed.isEmpty()) {
            return "not installed: 'stringless schedule install' will write " + expression;
        }
        return installed.get().equals(slot)
                ? expression
                : "still " + CalendarExpression.of(installed.get()) + ": 'stringless schedule install' will write "
                        + expression;
    }
}
