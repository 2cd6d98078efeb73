package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.stringless.cli.settings.Secrets;
import org.stringless.cli.settings.Settings;
import org.stringless.io.http.TrustedCertificates;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.publish.DirectoryTarget;
import org.stringless.packager.publish.PulpTarget;
import org.stringless.packager.publish.Target;
import org.stringless.packager.pulp.PulpAddress;
import org.stringless.packager.pulp.PulpClient;
import org.stringless.packager.pulp.PulpCredentials;
import org.stringless.packager.pulp.PulpProfile;
import org.stringless.releasewire.keys.KeyRole;

/** Turns {@code --to} into a target: a name from the configuration, {@code dir:PATH} or {@code pulp:BASE_URL#REPOSITORY}. */
final class Targets {
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration TASK_LIMIT = Duration.ofMinutes(10);

    private final GlobalOptions options;
    private final PrintWriter warnings;

    Targets(GlobalOptions options, PrintWriter warnings) {
        this.options = options;
        this.warnings = warnings;
    }

    Target open(String to) throws IOException {
        Settings.Target target = options.settings().target(to).orElseGet(() -> Settings.Target.at(to));
        if (target.to().startsWith("dir:") && target.to().length() > 4) {
            SigningKeys keys = new SigningKeys(options.signingKeys());
            return new DirectoryTarget(
                    Path.of(target.to().substring(4)),
                    () -> keys.load(KeyRole.RELEASE),
                    () -> keys.load(KeyRole.CHANNEL),
                    Clock.systemUTC());
        }
        if (target.to().startsWith("pulp:")) {
            return pulp(target);
        }
        throw new Failure(
                Reason.USAGE,
                "'" + to + "' is not a publishing target.",
                "Name dir:PATH, pulp:BASE_URL#REPOSITORY, or a target of the configuration.");
    }

    private Target pulp(Settings.Target target) throws IOException {
        String[] parts = target.to().substring("pulp:".length()).split("#", -1);
        if (parts.length != 2 || !parts[1].matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new Failure(
                    Reason.USAGE,
                    Secrets.hidden("'" + target.to() + "' does not name a repository of a Pulp server."),
                    "Write pulp:https://HOST#REPOSITORY; a repository's name has letters, digits, '.', '_' and '-'.");
        }
        PulpAddress address;
        try {
            address = PulpAddress.parse(parts[0]);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Reason.USAGE,
                    Secrets.hidden("'" + target.to() + "' has no usable address: " + e.getMessage() + "."),
                    "Write pulp:https://HOST#REPOSITORY; user and password come from the environment or the configuration.",
                    e);
        }
        Optional<PulpProfile> profile = profile(target, address);
        OkHttpClient http;
        Web served;
        if (target.caFile().isPresent()) {
            OkHttpClient trusting =
                    Web.client(SILENCE, TrustedCertificates.read(target.caFile().get()));
            http = trusting;
            served = new Web(() -> trusting);
        } else {
            http = Web.client(SILENCE, address.server());
            served = new Web();
        }
        PulpAddress shaped = profile.map(found -> found.shape(address)).orElse(address);
        PulpClient client = PulpClient.open(shaped, credentials(target, profile), http, TASK_LIMIT);
        return new PulpTarget(client, parts[0], parts[1], target.signingService(), served);
    }

    /** The environment comes before the configuration, and that before a profile. */
    private PulpCredentials credentials(Settings.Target target, Optional<PulpProfile> profile) throws IOException {
        Optional<PulpCredentials> ofProfile = profile.flatMap(PulpProfile::credentials);
        Optional<String> user =
                environment("STRINGLESS_PULP_USER").or(target::user).or(() -> ofProfile.map(PulpCredentials::user));
        Optional<String> password = environment("STRINGLESS_PULP_PASSWORD");
        if (password.isEmpty() && target.passwordFile().isPresent()) {
            password = Optional.of(firstLine(target.passwordFile().get()));
        }
        if (password.isEmpty()) {
            password = ofProfile.map(PulpCredentials::password);
        }
        if (user.isEmpty() || password.isEmpty()) {
            throw new Failure(
                    Reason.CONFIGURATION,
                    "There is no " + (user.isEmpty() ? "user" : "password") + " for Pulp at " + target.to() + ".",
                    "Set STRINGLESS_PULP_USER and STRINGLESS_PULP_PASSWORD, or user and password_file of the target in"
                            + " stringless.yaml, or use a profile of Pulp's cli.toml.");
        }
        return new PulpCredentials(user.get(), password.get());
    }

    /** The profile the target names; else the one without a name, but never for another server than its own. */
    private Optional<PulpProfile> profile(Settings.Target target, PulpAddress address) throws IOException {
        Path file = environment("XDG_CONFIG_HOME")
                .map(Path::of)
                .orElse(Path.of(environment("HOME").orElse(System.getProperty("user.home", "/")), ".config"))
                .resolve("pulp/cli.toml");
        if (target.profile().isEmpty() && !Files.isReadable(file)) {
            return Optional.empty();
        }
        warnIfOpen(file);
        String text = Files.readString(file);
        if (target.profile().isEmpty()) {
            return PulpProfile.in(text, "cli").filter(found -> found.isFor(address));
        }
        Optional<PulpProfile> named = PulpProfile.in(text, target.profile().get());
        if (named.isEmpty()) {
            throw new Failure(
                    Reason.CONFIGURATION,
                    "There is no profile '" + target.profile().get() + "' in " + file + ".",
                    "Correct profile of the target, or make it with 'pulp config create'.");
        }
        return named;
    }

    private String firstLine(Path file) throws IOException {
        warnIfOpen(file);
        return Files.readString(file).lines().findFirst().orElse("");
    }

    private void warnIfOpen(Path file) throws IOException {
        if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            warnings.println("stringless: everybody can read the password in " + file + "; chmod 600 it.");
            warnings.flush();
        }
    }

    private static Optional<String> environment(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isEmpty());
    }
}
