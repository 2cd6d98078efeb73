package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.applier.engine.EngineDirectories;
import org.stringless.applier.engine.EngineProcess;
import org.stringless.applier.engine.EngineStart;
import org.stringless.applier.engine.PuppetProgram;
import org.stringless.applier.engine.PuppetSettings;
import org.stringless.io.file.FileTree;

/**
 * The node's engine and its limits.
 *
 * @param puppet the program named in the configuration
 * @param directories where Puppet keeps its own things
 * @param limit longest time one engine may take
 * @param grace between being told to stop, told again, and killed
 */
public record EngineSetup(Optional<Path> puppet, EngineDirectories directories, Duration limit, Duration grace) {
    /** The engine of the node with that root. */
    public static EngineSetup below(Path root, Optional<Path> puppet, Duration limit) {
        return new EngineSetup(puppet, EngineDirectories.below(root), limit, Duration.ofSeconds(30));
    }

    /** The machine's program. */
    public PuppetProgram program() {
        return PuppetProgram.find(puppet);
    }

    /** What it says of its settings, kept in that node's state. */
    public PuppetSettings settings(PuppetProgram program, Path state) throws IOException {
        FileTree.makePrivate(state.resolve("state"));
        return PuppetSettings.of(program, directories, memory(state));
    }

    /** Where the settings are remembered. */
    public static Path memory(Path state) {
        return state.resolve("state/engine.json");
    }

    EngineProcess start(PuppetProgram program, Path scratch, Path runLock, Duration lockWait) throws IOException {
        return new EngineStart(
                        program,
                        directories,
                        FileTree.makePrivate(scratch),
                        Optional.of(runLock),
                        lockWait,
                        Map.of(),
                        Optional.empty())
                .start()
                .grace(grace);
    }

    /** Options that keep reports from piling up, and a dry run away from the live state. */
    List<String> options(PuppetSettings settings, boolean noop, Path scratch) throws IOException {
        List<String> words = new ArrayList<>();
        if (noop || !settings.hasReportProcessors()) {
            words.addAll(List.of("--reports", "none"));
        }
        if (noop) {
            Path state = FileTree.makePrivate(scratch.resolve("statedir"));
            Path store = settings.stateDirectory().resolve("transactionstore.yaml");
            if (Files.exists(store)) {
                Files.copy(store, state.resolve("transactionstore.yaml"));
            }
            words.addAll(List.of("--statedir", state.toString()));
            words.addAll(List.of(
                    "--publicdir",
                    FileTree.makePrivate(scratch.resolve("publicdir")).toString()));
        }
        return words;
    }
}
