package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stringless.io.json.JsonObject;
import org.stringless.model.release.ModulePin;
import org.stringless.packager.release.ReleaseDiff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code release diff}. */
@Command(
        name = "diff",
        description =
                "Shows what differs between two releases: modules, files of the control tree, keys of Hiera's data.")
final class ReleaseDiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "The earlier release package, or a directory with one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "The later one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path after;

    @Option(names = "--output", paramLabel = "text|json", description = "Form of the result.")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        ReleaseDiff diff = ReleaseDiff.between(
                ReleasePackages.reader(GlobalOptions.of(spec.commandLine())),
                ReleasePackages.one(before),
                ReleasePackages.one(after));
        PrintWriter to = spec.commandLine().getOut();
        if (output == OutputFormat.JSON) {
            to.print(new String(JsonObject.pretty(json(diff)), StandardCharsets.UTF_8));
        } else {
            text(diff, to);
        }
        to.flush();
        return 0;
    }

    private static void text(ReleaseDiff diff, PrintWriter to) {
        to.println("release  " + diff.before().id() + " -> " + diff.after().id());
        for (ReleaseDiff.ModuleChange module : diff.modules()) {
            to.println("module   " + sign(module.change()) + " " + module.path() + "  " + version(module.before())
                    + (module.change() == ReleaseDiff.Change.CHANGED ? " -> " : "") + version(module.after()));
        }
        for (ReleaseDiff.FileChange file : diff.files()) {
            to.println("file     " + sign(file.change()) + " " + file.path());
        }
        for (ReleaseDiff.KeyChange key : diff.keys()) {
            to.println("key      " + sign(key.change()) + " " + key.key() + "  in " + key.file());
        }
        diff.unread().forEach(file -> to.println("unread   ? " + file + "  is not a map in YAML"));
        if (diff.modules().isEmpty() && diff.files().isEmpty()) {
            to.println("nothing differs");
        }
    }

    private static String sign(ReleaseDiff.Change change) {
        return switch (change) {
            case ADDED -> "+";
            case REMOVED -> "-";
            case CHANGED -> "~";
        };
    }

    private static String version(Optional<ModulePin> pin) {
        return pin.map(found -> found.packageFile().name().evr()).orElse("");
    }

    private static Map<String, Object> json(ReleaseDiff diff) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("before", diff.before().id().text());
        document.put("after", diff.after().id().text());
        List<Map<String, Object>> modules = new ArrayList<>();
        for (ReleaseDiff.ModuleChange module : diff.modules()) {
            Map<String, Object> members = change(module.change(), "path", module.path());
            module.before()
                    .ifPresent(pin ->
                            members.put("before", pin.packageFile().name().evr()));
            module.after()
                    .ifPresent(
                            pin -> members.put("after", pin.packageFile().name().evr()));
            modules.add(members);
        }
        document.put("modules", modules);
        document.put(
                "files",
                diff.files().stream()
                        .map(file -> change(file.change(), "path", file.path()))
                        .toList());
        List<Map<String, Object>> keys = new ArrayList<>();
        for (ReleaseDiff.KeyChange key : diff.keys()) {
            Map<String, Object> members = change(key.change(), "key", key.key());
            members.put("file", key.file());
            keys.add(members);
        }
        document.put("hiera_keys", keys);
        document.put("unread", diff.unread());
        return document;
    }

    private static Map<String, Object> change(ReleaseDiff.Change change, String name, String value) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("change", change.name().toLowerCase(Locale.ROOT));
        members.put(name, value);
        return members;
    }
}
