package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.keys.KeyAlgorithm;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.releasewire.keys.KeyRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stringless keys init}. */
@Command(name = "init", description = "Make the signer's keys. An existing key is never overwritten.")
final class KeysInitCommand implements Callable<Integer> {
    /** Which keys to make. */
    enum Roles {
        /** Signs packages. */
        RELEASE,
        /** Signs pointers. */
        CHANNEL,
        /** One of each. */
        ALL;

        private List<KeyRole> keys() {
            return switch (this) {
                case RELEASE -> List.of(KeyRole.RELEASE);
                case CHANNEL -> List.of(KeyRole.CHANNEL);
                case ALL -> List.of(KeyRole.RELEASE, KeyRole.CHANNEL);
            };
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--role", paramLabel = "ROLE", description = "release, channel or all (default: all).")
    private Roles role = Roles.ALL;

    @Option(
            names = "--algorithm",
            paramLabel = "ALGORITHM",
            description = "rsa4096, which every rpm verifies, or ed25519, for rpm 4.16 and newer (default: rsa4096).")
    private String algorithm = "rsa4096";

    @Option(names = "--name", paramLabel = "ID", description = "User id of the keys (default: Stringless ROLE key).")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
        try {
            return init();
        } catch (NoClassDefFoundError e) {
            throw new Failure(
                    Reason.USAGE,
                    "Keys cannot be made on this machine: only the node's part of Stringless is installed.",
                    "Make them where packages are signed; a node only imports the public ones.",
                    e);
        }
    }

    private int init() throws IOException {
        SigningKeys keys = new SigningKeys(GlobalOptions.of(spec.commandLine()).signingKeys());
        KeyAlgorithm wanted = algorithm();
        for (KeyRole each : role.keys()) {
            keys.refuseToOverwrite(each);
        }
        PrintWriter lines = spec.commandLine().getOut();
        for (KeyRole each : role.keys()) {
            String userId = name == null ? "Stringless " + each.code() + " key" : name;
            SigningKey key = keys.init(each, wanted, userId, Clock.systemUTC());
            lines.println(each.code() + "  " + key.fingerprint() + "  " + keys.open(each));
        }
        lines.flush();
        return 0;
    }

    private KeyAlgorithm algorithm() {
        try {
            return KeyAlgorithm.valueOf(algorithm.toUpperCase(java.util.Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Failure(Reason.USAGE, "'" + algorithm + "' is not a kind of key.", "Use rsa4096 or ed25519.", e);
        }
    }
}
