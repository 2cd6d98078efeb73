package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.publish.Published;
import org.stringless.packager.publish.Publisher;
import org.stringless.packager.publish.Target;
import org.stringless.releasewire.keys.KeyRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stringless publish}. */
@Command(
        name = "publish",
        description =
                "Adds signed packages to a repository, all at once or none. A name taken by other bytes is refused before "
                        + "anything moves; an interrupted call is simply repeated. No channel moves.")
final class PublishCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Directory with the packages (*.rpm).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path directory;

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            required = true,
            description = "dir:PATH, pulp:BASE_URL#REPOSITORY, or a target's name in the configuration.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String to;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private OutputForm output;

    @Override
    public Integer call() throws IOException {
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        Target target = new Targets(options, spec.commandLine().getErr()).open(to);
        Published published = new Publisher(
                        () -> new PublicKeys(options).verifier(KeyRole.RELEASE),
                        target,
                        TerminalProgress.onStandardError())
                .publish(directory);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("target", target.name());
            document.put("address", target.address().toString());
            document.put("packages", target.packages().toString());
            document.put("added", pins(published.added()));
            document.put("unchanged", pins(published.present()));
            OutputForm.print(out, document);
        } else {
            published
                    .added()
                    .forEach(pin -> out.println("added      " + pin.name().fileName()));
            out.println(published.added().size() + " added, "
                    + published.present().size() + " unchanged in " + target.name());
            out.println("repository " + target.address());
            out.flush();
        }
        return 0;
    }

    private static List<Map<String, Object>> pins(List<PackagePin> pins) {
        return pins.stream().map(PublishCommand::pin).toList();
    }

    private static Map<String, Object> pin(PackagePin pin) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("package", pin.name().toString());
        members.put("file", pin.name().fileName());
        members.put("sha256", pin.sha256());
        members.put("size", pin.size());
        return members;
    }
}
