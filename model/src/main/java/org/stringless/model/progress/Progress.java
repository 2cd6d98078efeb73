package org.stringless.model.progress;

/** What a long piece of work tells while it goes on. Calls may come from several threads. */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void begin(String stage, long total) {}

        @Override
        public void advance(long amount, String what) {}

        @Override
        public void end() {}
    };

    /**
     * A stage begins; it ends the one before it.
     *
     * @param stage what is done, as a person would say it: {@code packaging modules}
     * @param total how much there is to do, in the stage's own unit (modules, bytes, resources), or 0 when unknown
     */
    void begin(String stage, long total);

    /** So much more is done; {@code what} names the thing just done. */
    void advance(long amount, String what);

    /** The last stage is over. */
    void end();
}
