package org.stringless.applier.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** The node's units, as the systemd of this machine has them; below another root there is nobody to ask. */
public final class NodeUnits {
    /** Starts a run at the node's moment. */
    public static final String RUN_TIMER = "stringless-run.timer";
    /** Send records: as they come, and again when that failed. */
    public static final List<String> SHIP = List.of("stringless-ship.path", "stringless-ship.timer");

    private final Path root;

    /** Of the node with that root. */
    public NodeUnits(Path root) {
        this.root = root;
    }

    /** Whether that root is this machine, and systemd is its first process. */
    public boolean running() {
        return root.equals(Path.of("/")) && Files.isDirectory(Path.of("/run/systemd/system"));
    }

    /** Lets systemd read its units again, and the timer take its new moment; it is not started when an administrator stopped it. */
    public void reload() throws IOException {
        if (running()) {
            systemctl("daemon-reload");
            systemctl("try-restart", RUN_TIMER);
        }
    }

    /**
     * Whether that timer has ever fired: one that has not already has a stamp, as old as its first activation. Where there is nobody to ask,
     * it has.
     */
    boolean hasFired(String timer) throws IOException {
        if (!running()) {
            return true;
        }
        String last = Command.of("systemctl", "show", "--value", "-p", "LastTriggerUSec", timer)
                .run()
                .out()
                .strip();
        return !last.isEmpty() && !last.equals("n/a");
    }

    /**
     * Those of the units that are not both enabled and started.
     *
     * @param units names, such as {@link #RUN_TIMER}
     */
    public List<String> off(List<String> units) throws IOException {
        List<String> off = new ArrayList<>();
        for (String unit : units) {
            boolean on = asked("is-enabled", unit) && asked("is-active", unit);
            if (!on) {
                off.add(unit);
            }
        }
        return off;
    }

    /** Enables and starts them; all or a failure. */
    public void enable(List<String> units) throws IOException {
        if (!units.isEmpty()) {
            systemctl("enable --now", units);
        }
    }

    /** Stops them, and takes them out of the next boot. */
    public void disable(List<String> units) throws IOException {
        if (!units.isEmpty()) {
            systemctl("disable --now", units);
        }
    }

    private static boolean asked(String question, String unit) throws IOException {
        return Command.of("systemctl", "--quiet", question, unit).run().exit() == 0;
    }

    private static void systemctl(String verb, String... units) throws IOException {
        systemctl(verb, List.of(units));
    }

    private static void systemctl(String verb, List<String> units) throws IOException {
        String line = ("systemctl " + verb + " " + String.join(" ", units)).strip();
        CommandResult result = Command.of(line.split(" ")).run();
        if (result.exit() != 0) {
            throw new Failure(
                    Reason.FILES,
                    "systemd refused '" + line + "': "
                            + result.err().strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "") + ".",
                    "Mend what that names; 'systemctl status " + RUN_TIMER + "' tells more.");
        }
    }
}
