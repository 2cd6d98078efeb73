package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.rpm.ModulePackager;
import org.stringless.packager.rpm.PackageOrder;
import org.stringless.packager.rpm.PackageOutcome;
import org.stringless.packager.rpm.PackageOutcome.Packaged;
import org.stringless.packager.rpm.PackageOutcome.Refused;
import org.stringless.packager.rpm.RpmRelease;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.tree.GitTree;
import org.stringless.releasewire.keys.KeyRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stringless package}. */
@Command(
        name = "package",
        description = {
            "Make signed RPM packages of Puppet module trees.",
            "The same trees, key and times give the same bytes. The time a package carries is SOURCE_DATE_EPOCH when"
                    + " that is set, else the commit's, else 2020-01-01."
        })
final class PackageCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "TREE", arity = "0..*", description = "Directory of a module, with its metadata.json.")
    private List<Path> trees = List.of();

    @Option(names = "--git", paramLabel = "URL", description = "Take one tree from this Git repository instead.")
    private @Nullable String git;

    @Option(names = "--ref", paramLabel = "REF", description = "Tag, branch or commit in the Git repository.")
    private @Nullable String ref;

    @Option(names = "--path", paramLabel = "PATH", description = "The module's directory in the Git repository.")
    private String path = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the packages go (default: the working directory).")
    private Path out = Path.of("");

    @Option(
            names = "--release",
            paramLabel = "TEXT",
            description = "RPM release (default: 1; for a Git branch or commit 0.TIME.DIGEST).")
    private @Nullable String release;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        if (trees.isEmpty() == (git == null)) {
            throw new Failure(
                    Reason.USAGE,
                    git == null ? "No module tree was named." : "Trees and --git were both named.",
                    "Name directories of modules, or --git with --ref.");
        }
        if (git == null) {
            return build(trees.stream().map(this::order).toList());
        }
        if (ref == null) {
            throw new Failure(Reason.USAGE, "--git was named without --ref.", "Name a tag, branch or commit.");
        }
        try (ScratchDirectory scratch = ScratchDirectory.temporary()) {
            return build(List.of(order(GitTree.fetch(git, ref, path, scratch.path()))));
        }
    }

    private PackageOrder order(Path tree) {
        return new PackageOrder(
                tree,
                release == null ? RpmRelease.PUBLISHED : RpmRelease.fixed(release),
                time(PackageOrder.NO_TIME_KNOWN));
    }

    private PackageOrder order(GitTree tree) {
        RpmRelease own = tree.tag() ? RpmRelease.PUBLISHED : RpmRelease.ofCommit(tree.commitTime());
        return new PackageOrder(
                tree.directory(), release == null ? own : RpmRelease.fixed(release), time(tree.commitTime()));
    }

    private static Instant time(Instant otherwise) {
        String epoch = System.getenv("SOURCE_DATE_EPOCH");
        try {
            return epoch == null || epoch.isBlank() ? otherwise : Instant.ofEpochSecond(Long.parseLong(epoch.strip()));
        } catch (NumberFormatException e) {
            throw new Failure(
                    Reason.USAGE,
                    "SOURCE_DATE_EPOCH is '" + epoch + "', which is not a number of seconds.",
                    "Set it to seconds since 1970, or unset it.",
                    e);
        }
    }

    private int build(List<PackageOrder> orders) throws IOException {
        SigningKeys keys = new SigningKeys(GlobalOptions.of(spec.commandLine()).signingKeys());
        List<PackageOutcome> outcomes = new ModulePackager(
                        CompletableFuture.supplyAsync(() -> new RpmSigner(keys.load(KeyRole.RELEASE))),
                        TerminalProgress.onStandardError())
                .build(orders, out.toAbsolutePath());
        tell(outcomes.stream()
                .filter(Packaged.class::isInstance)
                .map(Packaged.class::cast)
                .toList());
        int status = 0;
        for (PackageOutcome outcome : outcomes) {
            if (outcome instanceof Refused refused) {
                int own = tellProblem(refused);
                status = status == 0 ? own : status;
            }
        }
        return status;
    }

    private void tell(List<Packaged> packages) {
        PrintWriter lines = spec.commandLine().getOut();
        if (output == OutputFormat.TEXT) {
            packages.forEach(each -> lines.println(each.rpm().file()));
        } else {
            List<Map<String, Object>> members = new ArrayList<>();
            packages.forEach(each -> members.add(members(each)));
            lines.print(new String(JsonObject.pretty(Map.of("packages", members)), StandardCharsets.UTF_8));
        }
        lines.flush();
    }

    private static Map<String, Object> members(Packaged packaged) {
        PackagePin pin = packaged.rpm().pin();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file", packaged.rpm().file().toString());
        members.put("module", packaged.tree().metadata().name().toString());
        members.put("name", pin.name().name());
        members.put("version", pin.name().version());
        members.put("release", pin.name().release());
        members.put("sha256", pin.sha256());
        members.put("size", pin.size());
        members.put("tree_digest", packaged.tree().digest().hex());
        members.put("files", packaged.tree().files().size());
        return members;
    }

    private int tellProblem(Refused refused) {
        Failure failure = Advice.of(refused.problem());
        PrintWriter lines = spec.commandLine().getErr();
        lines.println("stringless: " + failure.sentence());
        lines.println("Next: " + failure.next());
        if (GlobalOptions.of(spec.commandLine()).debug()) {
            refused.problem().printStackTrace(lines);
        }
        lines.flush();
        return failure.reason().exitStatus();
    }
}
