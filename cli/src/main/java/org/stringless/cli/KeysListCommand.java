package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.stringless.io.json.JsonObject;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.keys.NodeKeys;
import org.stringless.releasewire.keys.PublicKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stringless keys list}. */
@Command(name = "list", description = "List the signer's keys and those this node trusts.")
final class KeysListCommand implements Callable<Integer> {
    private record Listed(String owner, KeyRole role, PublicKeyFile key) {
        Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("owner", owner);
            members.put("role", role.code());
            members.put("fingerprint", key.fingerprint());
            members.put("algorithm", key.algorithm());
            members.put("user_id", key.userId());
            members.put("created", key.created().toString());
            key.expires().ifPresent(expires -> members.put("expires", expires.toString()));
            members.put("revoked", key.revoked());
            return members;
        }

        String line() {
            return String.format(
                    "%-7s %-8s %s  %-8s %s  %s  %s",
                    owner,
                    role.code(),
                    key.fingerprint(),
                    key.algorithm(),
                    key.created(),
                    key.revoked()
                            ? "revoked"
                            : key.expires().map(expires -> "until " + expires).orElse("no expiry"),
                    key.userId());
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        List<Listed> keys = new ArrayList<>();
        for (KeyRole role : KeyRole.values()) {
            Path file = options.signingKeys().resolve(role.code() + ".asc");
            if (Files.exists(file)) {
                PublicKeyFile.parse(Files.readAllBytes(file), file.toString())
                        .forEach(key -> keys.add(new Listed("signer", role, key)));
            }
        }
        for (KeyRole role : KeyRole.values()) {
            new NodeKeys(options.configuration().resolve("keys"))
                    .list(role)
                    .forEach(key -> keys.add(new Listed("node", role, key)));
        }
        PrintWriter lines = spec.commandLine().getOut();
        if (output == OutputFormat.TEXT) {
            keys.forEach(key -> lines.println(key.line()));
        } else {
            Map<String, Object> document =
                    Map.of("keys", keys.stream().map(Listed::members).toList());
            lines.print(new String(JsonObject.pretty(document), StandardCharsets.UTF_8));
        }
        lines.flush();
        return 0;
    }
}
