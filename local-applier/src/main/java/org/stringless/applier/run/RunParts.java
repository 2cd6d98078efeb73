package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.stringless.applier.pull.Pull;
import org.stringless.applier.store.NodeStore;
import org.stringless.model.failure.Failure;
import org.stringless.model.progress.Progress;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.Stage;

/**
 * What a run works with.
 *
 * @param state the node's state directory
 * @param keepReleases how many stay in the store
 * @param advice turns any exception into the failure a person is told
 * @param voice hears each message of Puppet as it comes
 */
public record RunParts(
        NodeIdentity node,
        Path state,
        EngineSetup engine,
        NodeStore store,
        int keepReleases,
        Fetch fetch,
        RecordSink sink,
        Function<Throwable, Failure> advice,
        Clock clock,
        Progress progress,
        Consumer<LogLine> voice) {
    /** Brings the release the channel asks for; tells the stages it enters. */
    @FunctionalInterface
    public interface Fetch {
        /** Asks and brings; what a repository or a package can do wrong is told by the answer, only the store's own trouble is thrown. */
        Pull pull(Consumer<Stage> entered) throws IOException;
    }
}
