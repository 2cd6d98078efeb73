package org.stringless.applier.engine;

import java.io.IOException;
import org.stringless.model.run.RunRecord.LogLine;

/** Hears what the engine tells while it works; all calls come from the thread that runs it. */
public interface EngineListener {
    /** Tells nobody. */
    EngineListener DEAF = new EngineListener() {
        @Override
        public void compiling() {}

        @Override
        public boolean compiled(int resources) {
            return true;
        }

        @Override
        public void started(String resource) {}

        @Override
        public void done(String resource) {}

        @Override
        public void logged(LogLine line) {}
    };

    /** The catalog is being made. */
    void compiling();

    /**
     * The catalog is made; the engine waits for the answer.
     *
     * @param resources how many it is going to look at
     * @return whether to apply it
     * @throws IOException then nothing is applied
     */
    boolean compiled(int resources) throws IOException;

    /** A resource is being looked at, {@code File[/etc/motd]}. */
    void started(String resource);

    /** A resource is done. */
    void done(String resource);

    /** A message of Puppet, at notice and above. */
    void logged(LogLine line);
}
