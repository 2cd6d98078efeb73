package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stringless.io.json.JsonObject;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.Release;
import org.stringless.packager.release.ReleaseReader;
import org.stringless.releasewire.json.ReleaseJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code release show}. */
@Command(name = "show", description = "Shows what is in a release: its environment, its commit, its modules.")
final class ReleaseShowCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", description = "A release package, or a directory that holds some.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path named;

    @Option(names = "--output", paramLabel = "text|json", description = "Form of the result.")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        ReleaseReader reader = ReleasePackages.reader(GlobalOptions.of(spec.commandLine()));
        List<Release> releases = new ArrayList<>();
        for (Path file : ReleasePackages.in(named)) {
            releases.add(reader.read(file));
        }
        PrintWriter to = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            List<Map<String, Object>> documents =
                    releases.stream().map(ReleaseJson::document).toList();
            to.print(new String(JsonObject.pretty(Map.of("releases", documents)), StandardCharsets.UTF_8));
        } else {
            releases.forEach(release -> text(release, to));
        }
        to.flush();
        return 0;
    }

    private static void text(Release release, PrintWriter to) {
        to.println("release         " + release.id());
        to.println("environment     " + release.environment());
        to.println("commit          " + release.commit());
        to.println("created         " + release.created());
        to.println("builder         " + release.builder());
        if (!release.securityFloor().isEmpty()) {
            to.println("security floor  " + release.securityFloor());
        }
        to.println("control tree    " + release.controlTree());
        for (ModulePin pin : release.modules()) {
            to.println("module          " + pin.path() + "  " + pin.module() + " "
                    + pin.packageFile().name().evr() + "  tree " + pin.tree().abbreviated()
                    + "  sha256 " + pin.packageFile().sha256()
                    + (pin.source().isEmpty() ? "" : "  " + pin.source()));
        }
    }
}
