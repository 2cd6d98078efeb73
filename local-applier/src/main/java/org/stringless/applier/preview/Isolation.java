package org.stringless.applier.preview;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.stringless.applier.engine.EngineDirectories;
import org.stringless.applier.engine.EngineProcess;
import org.stringless.applier.engine.EngineStart;
import org.stringless.applier.engine.PuppetProgram;
import org.stringless.io.file.FileTree;

/** A private directory that holds everything one Puppet writes. */
record Isolation(Path directory) {
    /** Starts an engine in it. */
    EngineProcess start(PuppetProgram program) throws IOException {
        FileTree.makePrivate(directory);
        Path home = FileTree.makePrivate(directory.resolve("home"));
        return new EngineStart(
                        program,
                        EngineDirectories.inside(directory.resolve("puppet")),
                        FileTree.makePrivate(directory.resolve("engine")),
                        Optional.empty(),
                        Duration.ZERO,
                        Map.of("HOME", home.toString(), "TMPDIR", home.toString()),
                        Optional.of(catalog()))
                .start();
    }

    /** Where it leaves its catalog, secrets in clear. */
    Path catalog() {
        return directory.resolve("catalog.json");
    }
}
