package org.stringless.cli;

import java.io.PrintStream;
import org.stringless.model.progress.Progress;

/** Progress on one line of a terminal, rewritten in place; gone when the work is over. */
final class TerminalProgress implements Progress {
    private final PrintStream terminal;
    private String stage = "";
    private long total;
    private long done;
    private long shown;

    private TerminalProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** For standard error: silent unless that is a terminal. */
    static Progress onStandardError() {
        // System.console() tells of standard input and output; only the descriptor itself tells of standard error.
        String target;
        try {
            target = java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/fd/2"))
                    .toString();
        } catch (java.io.IOException e) {
            return SILENT;
        }
        boolean terminal = target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        return terminal ? new TerminalProgress(System.err) : SILENT;
    }

    @Override
    public synchronized void begin(String newStage, long newTotal) {
        stage = newStage;
        total = newTotal;
        done = 0;
        shown = 0;
        show("");
    }

    @Override
    public synchronized void advance(long amount, String what) {
        done += amount;
        show(what);
    }

    @Override
    public synchronized void end() {
        terminal.print("\r\033[K");
        terminal.flush();
    }

    private void show(String what) {
        long now = System.nanoTime();
        if (shown != 0 && done != total && now - shown < 50_000_000) {
            return;
        }
        shown = now;
        String count = total > 0 ? " " + done + "/" + total : done > 0 ? " " + done : "";
        String line = stage + count + (what.isEmpty() ? "" : "  " + what);
        terminal.print("\r\033[K" + (line.length() > 78 ? line.substring(0, 77) + "…" : line));
        terminal.flush();
    }
}
