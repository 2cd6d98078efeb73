package org.stringless.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stringless.cli.settings.Configuration;
import org.stringless.cli.settings.Settings;
import org.stringless.cli.settings.Sources;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
@SuppressWarnings("UnusedVariable") // picocli itself asks for help and version
final class GlobalOptions {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Configuration in DIR/etc/stringless, state in DIR/var/lib/stringless (default: /).")
    private Path root = Path.of("/");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "The one file of the configuration (default: etc/stringless/stringless.yaml below the root, then"
                            + " conf.d/*.yaml beside it).")
    private @Nullable Path config;

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The signer's keys (default: etc/stringless/signing below the root).")
    private @Nullable Path keys;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces and timings.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version.")
    private boolean version;

    private final Map<String, String> set = new LinkedHashMap<>();

    /** Takes what stands before and what stands after a command's name; a field would keep only the one or the other. */
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Set a key of the configuration for this call; may be repeated.")
    void set(@Nullable Map<String, String> more) {
        if (more != null) {
            set.putAll(more);
        }
    }

    /** The options given on a command line, whichever of its commands is asked. */
    static GlobalOptions of(CommandLine line) {
        CommandLine top = line;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return (GlobalOptions) Objects.requireNonNull(top.getMixins().get("options"));
    }

    Path root() {
        return root.toAbsolutePath().normalize();
    }

    /** {@code etc/stringless} below the root. */
    Path configuration() {
        return root().resolve("etc/stringless");
    }

    /** {@code var/lib/stringless} below the root. */
    Path state() {
        return root().resolve("var/lib/stringless");
    }

    /** The signer's keys: {@code release.key}, {@code release.asc}, {@code channel.key}, {@code channel.asc}. */
    Path signingKeys() {
        return keys == null ? configuration().resolve("signing") : keys.toAbsolutePath();
    }

    /** What the configuration says, with defaults for all it does not say; all that is wrong in it is told at once. */
    Settings settings() {
        return configurationAsRead().sound();
    }

    /** The same with its problems and origins. */
    Configuration configurationAsRead() {
        Path file = config == null ? configuration().resolve("stringless.yaml") : config.toAbsolutePath();
        return new Sources(file, config != null, System.getenv(), set).read();
    }

    /** For a command that writes what later ones read. */
    void refuseOtherConfiguration(String command) {
        if (config != null || !set.isEmpty()) {
            throw new Failure(
                    Reason.USAGE,
                    "'" + command + "' writes below " + configuration() + " and takes neither --config nor --set.",
                    "Name another root with --root DIR, and write other keys into a file of conf.d.");
        }
    }

    boolean debug() {
        return debug;
    }
}
