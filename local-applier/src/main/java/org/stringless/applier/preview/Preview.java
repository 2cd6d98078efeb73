package org.stringless.applier.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.stringless.applier.engine.EngineDirectories;
import org.stringless.applier.engine.EngineListener;
import org.stringless.applier.engine.EngineOrder;
import org.stringless.applier.engine.EngineProcess;
import org.stringless.applier.engine.EngineResult;
import org.stringless.applier.engine.EngineStart;
import org.stringless.io.file.FileTree;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.run.RunRecord.LogLine;

/**
 * A dry run of a working tree on the machine at hand. Everything Puppet writes goes into a directory that is gone afterwards: the live state
 * stays as it is, and no privilege is needed. What cannot be kept from running is code that a dry run runs: {@code onlyif}, {@code unless},
 * functions and facts.
 */
public final class Preview {
    private static final EnvironmentName ENVIRONMENT = new EnvironmentName("production");

    private final PreviewOrder order;
    private final Progress progress;
    private final Consumer<LogLine> voice;

    /** A preview that is about to be made; {@code voice} hears each message as it comes. */
    public Preview(PreviewOrder order, Progress progress, Consumer<LogLine> voice) {
        this.order = order;
        this.progress = progress;
        this.voice = voice;
    }

    /**
     * Makes it.
     *
     * @throws Failure CONTROL_REFUSED when the directory is no control repository
     */
    public EngineResult run() throws IOException {
        Path control = order.control().toAbsolutePath().normalize();
        if (!Files.isDirectory(control.resolve("manifests"))
                && !Files.isRegularFile(control.resolve("environment.conf"))) {
            throw new Failure(
                    Reason.CONTROL_REFUSED,
                    control + " has neither 'manifests' nor 'environment.conf'.",
                    "Name the working tree of a control repository.");
        }
        try (ScratchDirectory scratch = ScratchDirectory.temporary()) {
            Path environments = FileTree.makePrivate(scratch.path().resolve("environments"));
            Path environment = environments.resolve(ENVIRONMENT.text());
            Files.createSymbolicLink(environment, control.toRealPath());
            Path home = FileTree.makePrivate(scratch.path().resolve("home"));
            EngineStart start = new EngineStart(
                    order.program(),
                    EngineDirectories.inside(scratch.path().resolve("puppet")),
                    FileTree.makePrivate(scratch.path().resolve("engine")),
                    Optional.empty(),
                    Duration.ZERO,
                    Map.of("HOME", home.toString(), "TMPDIR", home.toString()),
                    Optional.empty());
            EngineOrder words = new EngineOrder(
                    environments,
                    ENVIRONMENT,
                    order.node(),
                    true,
                    List.of(),
                    List.of(),
                    order.showDiff(),
                    List.of(
                            "--reports",
                            "none",
                            "--modulepath",
                            ModulePath.of(environment, order.modules(), order.base())));
            progress.begin("loading Puppet", 0);
            try (EngineProcess engine = start.start()) {
                return engine.run(words, new Watch(), order.limit());
            } finally {
                progress.end();
            }
        }
    }

    private final class Watch implements EngineListener {
        @Override
        public void compiling() {
            progress.begin("compiling " + order.control(), 0);
        }

        @Override
        public boolean compiled(int resources) {
            progress.begin("looking at resources", resources);
            return true;
        }

        @Override
        public void started(String resource) {
            progress.advance(0, resource);
        }

        @Override
        public void done(String resource) {
            progress.advance(1, resource);
        }

        @Override
        public void logged(LogLine line) {
            voice.accept(line);
        }
    }
}
