package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.engine.EngineReport;
import org.stringless.applier.engine.EngineResult;
import org.stringless.applier.engine.EngineResult.End;
import org.stringless.applier.engine.PuppetProgram;
import org.stringless.applier.preview.Preview;
import org.stringless.applier.preview.PreviewOrder;
import org.stringless.applier.preview.Previewed;
import org.stringless.applier.run.NodeIdentity;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.reportwire.RunRecordJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a working tree would do to this machine. Exit status: 0 nothing, 2 something, 4 or 6 with failures, 1 not compiled. */
@Command(
        name = "preview",
        description = {
            "Compiles a working tree and tells what it would change on this machine; nothing of the live state is touched.",
            "Code that a dry run runs does run: onlyif, unless, functions and facts.",
            "Exit status: 0 nothing would change, 2 something would, 4 or 6 with failures, 1 it does not compile."
        })
@SuppressWarnings("NullAway.Init") // picocli sets spec, output and control
final class PreviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Parameters(index = "0", paramLabel = "CONTROL", description = "Working tree of a control repository.")
    private Path control;

    @Option(names = "--modules", paramLabel = "DIR", description = "A directory with modules; may be repeated.")
    private List<Path> modules = List.of();

    @Option(
            names = "--against",
            paramLabel = "current|ID",
            description =
                    "Tell how the tree's catalog differs from that of a release in this node's store; its modules fill"
                            + " those that the tree does not hold.")
    private @Nullable String against;

    @Option(names = "--certname", paramLabel = "NODE", description = "Compile for this name (default: this machine).")
    private @Nullable String certname;

    @Option(
            names = {"--show_diff", "--show-diff"},
            description = "Show differences of files, which may hold secrets.")
    private boolean showDiff;

    @Override
    public Integer call() throws IOException {
        ThisNode node = ThisNode.of(GlobalOptions.of(spec.commandLine()));
        RunOutput told = new RunOutput(spec.commandLine(), output.json(), false);
        PreviewOrder order = new PreviewOrder(
                PuppetProgram.find(node.settings().puppet()),
                control,
                modules,
                base(node),
                Optional.ofNullable(certname)
                        .map(NodeName::new)
                        .or(() -> node.settings().node())
                        .orElseGet(NodeIdentity::hostName),
                showDiff,
                node.settings().runTimeout());
        Previewed previewed = new Preview(order, TerminalProgress.onStandardError(), line -> {
                    if (showDiff && EngineReport.isDifference(line.message())) {
                        told.show(line.message());
                    }
                })
                .run();
        EngineResult result = previewed.result();
        int status = status(result);
        Optional<CatalogDifferenceOutput> difference = previewed.difference().map(CatalogDifferenceOutput::new);
        if (output.json()) {
            Map<String, Object> document = document(result, status);
            order.base().ifPresent(release -> {
                document.put("against", release.id().text());
                document.put("against_problem", previewed.trouble());
            });
            difference.ifPresent(found -> document.put("difference", found.document()));
            OutputForm.print(spec.commandLine().getOut(), document);
        } else {
            difference.ifPresent(found -> found.print(
                    spec.commandLine().getOut(), "release " + order.base().get()));
            print(result);
        }
        if (!previewed.trouble().isEmpty()) {
            told.trouble(previewed.trouble());
        }
        if (result.end() != End.APPLIED) {
            told.trouble(result.cause());
        }
        if (result.end() == End.NOT_COMPILED && Files.exists(control.resolve("Puppetfile"))) {
            told.trouble(
                    "what the Puppetfile names is not fetched: name a directory that holds it with --modules, or a release"
                            + " with --against");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            told.trouble("not run as root: files that only root may read show up as differences");
        }
        return status;
    }

    private Optional<StoredRelease> base(ThisNode node) {
        if (against == null) {
            return Optional.empty();
        }
        Optional<StoredRelease> release = against.equals("current")
                ? node.store().current()
                : node.store().release(new ReleaseId(against));
        if (release.isEmpty()) {
            throw new Failure(
                    Reason.NOTHING_TO_APPLY,
                    "The release '" + against + "' is not in this node's store.",
                    "Name the modules by --modules DIR, or see 'stringless releases'.");
        }
        return release;
    }

    private static int status(EngineResult result) {
        if (result.end() != End.APPLIED) {
            return Reason.COULD_NOT_RUN.exitStatus();
        }
        return (result.counts().pending() > 0 ? 2 : 0) | (result.counts().failed() > 0 || result.exit() >= 4 ? 4 : 0);
    }

    private void print(EngineResult result) {
        PrintWriter out = spec.commandLine().getOut();
        for (ResourceEvent event : result.report().map(EngineReport::events).orElse(List.of())) {
            String place = event.file().isEmpty() ? "" : "  (" + event.file() + ":" + event.line() + ")";
            out.println(RunOutput.line(event) + place);
        }
        if (result.end() == End.APPLIED) {
            out.println(
                    result.counts().total() + " resources, " + result.counts().pending() + " would change, "
                            + result.counts().failed() + " failed");
        }
        out.flush();
    }

    private static Map<String, Object> document(EngineResult result, int status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", 1);
        document.put("compiled", result.end() == End.APPLIED || result.end() == End.NOT_COMPLETED);
        document.put("exit_status", status);
        document.put("engine", result.engine());
        document.put("problem", result.cause());
        document.put("total", result.counts().total());
        document.put("pending", result.counts().pending());
        document.put("failed", result.counts().failed());
        document.put(
                "events",
                result.report().map(EngineReport::events).orElse(List.of()).stream()
                        .map(RunRecordJson::event)
                        .toList());
        return document;
    }
}
