package org.stringless.applier.engine;

import java.io.IOException;
import org.stringless.model.run.RunRecord.LogLine;

/** Hears what the engine tells while it works, and decides whether it applies; all calls come from the thread that runs it. */
@FunctionalInterface
public interface EngineListener {
    /** Lets it apply, and tells nobody. */
    EngineListener DEAF = resources -> true;

    /** The catalog is being made. */
    default void compiling() {}

    /**
     * The catalog is made; the engine waits for the answer.
     *
     * @param resources how many it is going to look at
     * @return whether to apply it
     * @throws IOException then nothing is applied
     */
    boolean compiled(int resources) throws IOException;

    /** A resource is being looked at, {@code File[/etc/motd]}. */
    default void started(String resource) {}

    /** A resource is done. */
    default void done(String resource) {}

    /** A message of Puppet, at notice and above. */
    default void logged(LogLine line) {}
}
