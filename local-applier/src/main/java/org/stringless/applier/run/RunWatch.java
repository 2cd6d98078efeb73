package org.stringless.applier.run;

import java.io.IOException;
import java.util.function.Consumer;
import org.stringless.applier.engine.EngineListener;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.Stage;

/** Follows an engine through a run, and makes its release the current one at the one moment this is right: it has compiled. */
final class RunWatch implements EngineListener {
    private final RunParts parts;
    private final StoredRelease release;
    private final boolean noop;
    private final Consumer<Stage> entered;

    RunWatch(RunParts parts, StoredRelease release, boolean noop, Consumer<Stage> entered) {
        this.parts = parts;
        this.release = release;
        this.noop = noop;
        this.entered = entered;
    }

    @Override
    public void compiling() {
        entered.accept(Stage.COMPILE);
        parts.progress().begin("compiling release " + release.id(), 0);
    }

    @Override
    public boolean compiled(int resources) throws IOException {
        boolean current = parts.store()
                .current()
                .filter(it -> it.id().equals(release.id()))
                .isPresent();
        if (!noop && !current) {
            parts.store().activate(release);
        }
        entered.accept(Stage.APPLY);
        parts.progress().begin(noop ? "looking at resources" : "applying resources", resources);
        return true;
    }

    @Override
    public void started(String resource) {
        parts.progress().advance(0, resource);
    }

    @Override
    public void done(String resource) {
        parts.progress().advance(1, resource);
    }

    @Override
    public void logged(LogLine line) {
        parts.voice().accept(line);
    }
}
