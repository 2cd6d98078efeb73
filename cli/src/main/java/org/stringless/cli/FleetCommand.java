package org.stringless.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code stringless fleet …}: asks the collector. */
@Command(
        name = "fleet",
        description = "Asks the collector how the nodes are.",
        exitCodeListHeading = "%nExit status, for a monitor:%n",
        exitCodeList = {
            "0:all is well",
            "1:nodes that were asked for are failed or silent",
            "3:unknown: the collector cannot be reached, has no record, or does not know the node",
            "64:the command line is wrong"
        },
        subcommands = {
            FleetStatusCommand.class,
            FleetNodesCommand.class,
            FleetFailuresCommand.class,
            FleetReleasesCommand.class,
            FleetNodeCommand.class
        })
final class FleetCommand {
    private static final URI HERE = URI.create("http://127.0.0.1:8440");

    /** In which form results are printed. */
    enum Form {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--collector",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The collector (default: the one of the configuration, else http://127.0.0.1:8440).")
    private @Nullable URI collector;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            scope = ScopeType.INHERIT,
            description = "text or json (default: text).")
    private Form output = Form.TEXT;

    /** Base address of the collector, with a slash at its end. */
    URI collector() {
        URI address = collector != null
                ? collector
                : GlobalOptions.of(spec.commandLine()).settings().collector().orElse(HERE);
        return URI.create(address.toString().replaceAll("/+$", "") + "/");
    }

    boolean wantsJson() {
        return output == Form.JSON;
    }
}
