package org.stringless.applier.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stringless.applier.engine.EngineListener;
import org.stringless.applier.engine.EngineOrder;
import org.stringless.applier.engine.EngineProcess;
import org.stringless.applier.engine.EngineResult;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.file.FileTree;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.run.RunRecord.LogLine;

/**
 * A dry run of a working tree on the machine at hand, and what its catalog has that a release's has not. Everything Puppet writes goes into a directory that is gone afterwards: the live state
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
    public Previewed run() throws IOException {
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
            Files.createSymbolicLink(environments.resolve(ENVIRONMENT.text()), control.toRealPath());
            Isolation tree = new Isolation(scratch.path().resolve("tree"));
            progress.begin("loading Puppet", 0);
            try (EngineProcess engine = tree.start(order.program())) {
                return order.base().isPresent()
                        ? against(order.base().get(), engine, tree, environments, scratch.path())
                        : new Previewed(dryRun(engine, environments), Optional.empty(), "");
            } finally {
                progress.end();
            }
        }
    }

    /** Both load at the same time; the release is compiled only, in a place of its own. */
    private Previewed against(
            StoredRelease release, EngineProcess engine, Isolation tree, Path environments, Path scratch)
            throws IOException {
        Isolation beside = new Isolation(scratch.resolve("release"));
        EngineResult base;
        try (EngineProcess other = beside.start(order.program())) {
            EngineOrder words = words(release.directory(), release.environment(), List.of());
            base = other.run(words, new CompileOnly("release " + release), order.limit());
        }
        EngineResult result = dryRun(engine, environments);
        if (!Files.exists(beside.catalog())) {
            return new Previewed(
                    result, Optional.empty(), "release " + release + " does not compile here: " + base.cause());
        }
        if (!Files.exists(tree.catalog())) {
            return new Previewed(result, Optional.empty(), "");
        }
        CatalogComparison comparison = new CatalogComparison(
                Catalog.read(
                        beside.catalog(),
                        release.directory().resolve(release.environment().text())),
                Catalog.read(tree.catalog(), environments.resolve(ENVIRONMENT.text())),
                order.showDiff() ? Optional.of(new ContentDifference(scratch)) : Optional.empty());
        return new Previewed(result, Optional.of(comparison.difference()), "");
    }

    private EngineResult dryRun(EngineProcess engine, Path environments) throws IOException {
        Path environment = environments.resolve(ENVIRONMENT.text());
        List<String> modules = List.of("--modulepath", ModulePath.of(environment, order.modules(), order.base()));
        return engine.run(words(environments, ENVIRONMENT, modules), new Watch(), order.limit());
    }

    private EngineOrder words(Path environments, EnvironmentName environment, List<String> more) {
        List<String> all = new ArrayList<>(List.of("--reports", "none"));
        all.addAll(more);
        return new EngineOrder(
                environments, environment, order.node(), true, List.of(), List.of(), order.showDiff(), all);
    }

    /** Lets an engine compile and no more; its messages are not of interest, its cause of failure is. */
    private final class CompileOnly implements EngineListener {
        private final String what;

        CompileOnly(String what) {
            this.what = what;
        }

        @Override
        public void compiling() {
            progress.begin("compiling " + what, 0);
        }

        @Override
        public boolean compiled(int resources) {
            return false;
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
