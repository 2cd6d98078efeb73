package org.stringless.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.shipper.ship.ShipResult;
import org.stringless.shipper.ship.Shipper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends the spooled records. */
@Command(name = "ship", description = "Sends the run records in the spool to the collector.")
@SuppressWarnings("NullAway.Init") // picocli sets both
final class ShipCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Override
    public Integer call() throws IOException {
        ThisNode node = ThisNode.of(GlobalOptions.of(spec.commandLine()));
        ShipResult result = new Shipper(
                        node.settings()
                                .collector()
                                .orElseThrow(() -> new Failure(
                                        Reason.CONFIGURATION,
                                        "The configuration names no collector.",
                                        "Set 'collector:' in stringless.yaml.")),
                        node.spool(),
                        node.clock(),
                        TerminalProgress.onStandardError())
                .ship();
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("shipped", result.shipped());
            document.put("quarantined", result.setAside());
            document.put("left", result.left());
            OutputForm.print(spec.commandLine().getOut(), document);
        } else {
            spec.commandLine()
                    .getOut()
                    .println(result.shipped() + " shipped, " + result.setAside() + " quarantined, " + result.left()
                            + " left");
            spec.commandLine().getOut().flush();
        }
        if (result.problem().isPresent()) {
            throw result.problem().get();
        }
        return 0;
    }
}
