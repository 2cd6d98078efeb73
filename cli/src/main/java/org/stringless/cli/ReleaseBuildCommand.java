package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stringless.cli.settings.Settings;
import org.stringless.io.http.Web;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.release.BuiltRelease;
import org.stringless.packager.release.ReleaseBuilder;
import org.stringless.packager.release.ReleaseRequest;
import org.stringless.packager.source.Forge;
import org.stringless.releasewire.keys.KeyRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code release build}. */
@Command(
        name = "build",
        description =
                "Builds a release: the control repository at one commit, its modules as packages, and one signed package that "
                        + "pins them. The commit is what counts, never the files of the working tree.")
final class ReleaseBuildCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "CONTROL", description = "Directory of the control repository, or one inside it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path control;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            defaultValue = "production",
            description = "Puppet environment of the release (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String environment;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the packages go.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(names = "--ref", paramLabel = "REF", description = "Branch, tag or commit to build (default: HEAD).")
    private @Nullable String ref;

    @Option(names = "--id", paramLabel = "ID", description = "The release's id (default: YYYYMMDD.HHMMSS.<commit>).")
    private @Nullable String id;

    @Option(
            names = "--security-floor",
            paramLabel = "ID",
            description = "The least release that a node may go back to from this one.")
    private @Nullable String securityFloor;

    @Option(
            names = "--allow-floating",
            description = "Take branches and newest versions as they are now, and record them.")
    private boolean allowFloating;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Mirrors and packages kept between calls (default: stringless in $XDG_CACHE_HOME or ~/.cache).")
    private @Nullable Path cache;

    @Option(names = "--output", paramLabel = "text|json", description = "Form of the result.")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        GlobalOptions options = GlobalOptions.of(spec.commandLine());
        Settings settings = options.settings();
        ReleaseRequest request = new ReleaseRequest(
                control,
                Optional.ofNullable(ref),
                noun(environment, EnvironmentName::new),
                Optional.ofNullable(id).map(text -> noun(text, ReleaseId::new)),
                Optional.ofNullable(securityFloor).map(text -> noun(text, ReleaseId::new)),
                out,
                allowFloating,
                settings.allowedLinks());
        BuiltRelease built = new ReleaseBuilder(
                        new Forge(settings.forge(), new Web()),
                        cache == null ? ReleaseCommand.defaultCache() : cache,
                        new SigningKeys(options.signingKeys()).load(KeyRole.RELEASE),
                        Main.PROGRAM,
                        TerminalProgress.onStandardError())
                .build(request);
        built.notes().forEach(note -> spec.commandLine().getErr().println("stringless: " + note));
        PrintWriter to = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            to.print(new String(JsonObject.pretty(json(built)), StandardCharsets.UTF_8));
        } else {
            text(built, to);
        }
        to.flush();
        return 0;
    }

    private static <T> T noun(String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(Reason.USAGE, e.getMessage() + ".", "See 'stringless release build --help'.", e);
        }
    }

    private static void text(BuiltRelease built, PrintWriter to) {
        for (BuiltRelease.Module module : built.modules()) {
            to.println((module.built() ? "built      " : "unchanged  ") + module.file());
        }
        to.println("release    " + built.file());
    }

    private static Map<String, Object> json(BuiltRelease built) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("environment", built.release().environment().text());
        document.put("id", built.release().id().text());
        document.put("commit", built.release().commit());
        document.put("release", file(built.file(), built.packageFile()));
        List<Map<String, Object>> modules = new ArrayList<>();
        for (BuiltRelease.Module module : built.modules()) {
            ModulePin pin = module.pin();
            Map<String, Object> members = file(module.file(), pin.packageFile());
            members.put("module", pin.module().toString());
            members.put("path", pin.path());
            members.put("tree", pin.tree().hex());
            members.put("source", pin.source());
            members.put("built", module.built());
            modules.add(members);
        }
        document.put("modules", modules);
        document.put("notes", built.notes());
        return document;
    }

    private static Map<String, Object> file(Path file, PackagePin pin) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("package", pin.name().toString());
        members.put("file", file.toString());
        members.put("sha256", pin.sha256());
        members.put("size", pin.size());
        return members;
    }
}
