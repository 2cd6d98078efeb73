package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.keys.NodeKeys;
import org.stringless.releasewire.keys.PublicKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stringless keys import}. */
@Command(name = "import", description = "Trust public keys on this node, each in one role.")
final class KeysImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--role", required = true, paramLabel = "ROLE", description = "release or channel.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KeyRole role;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "File with public keys, such as release.asc.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        NodeKeys keys = new NodeKeys(
                GlobalOptions.of(spec.commandLine()).configuration().resolve("keys"));
        PrintWriter lines = spec.commandLine().getOut();
        for (Path file : files) {
            for (PublicKeyFile key : keys.add(role, file)) {
                lines.println(role.code() + "  " + key.fingerprint() + "  " + key.userId());
            }
        }
        lines.flush();
        return 0;
    }
}
