package org.stringless.applier.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stringless.io.process.Command;
import org.stringless.model.schedule.Slot;

/** Whether a run that the timer's unit started is due, or one that was missed and is left out. */
public final class TimerStart {
    private static final int NAMES_THE_TIMER = 252;
    private static final Pattern VERSION = Pattern.compile("^systemd ([0-9]+)");

    private final TimerDropIn dropIn;
    private final Map<String, String> environment;
    private final Clock clock;

    /** Of this process, with its environment. */
    public TimerStart(TimerDropIn dropIn, Map<String, String> environment, Clock clock) {
        this.dropIn = dropIn;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** The slot whose run was missed, when this start is for that one; empty when the run is to be made. */
    public Optional<Slot> missed() throws IOException {
        Instant now = clock.instant();
        Instant started = started(ProcessHandle.current().info().startInstant(), now);
        return missed(started, booted(now));
    }

    /** Java counts a process's start from the second of the boot without its fraction, and so tells it up to a second too early. */
    static Instant started(Optional<Instant> told, Instant now) {
        return told.map(start -> start.plusSeconds(1))
                .filter(start -> start.isBefore(now))
                .orElse(now);
    }

    Optional<Slot> missed(Instant started, Instant booted) throws IOException {
        Optional<Slot> slot = dropIn.installed();
        return slot.isPresent() && slot.get().missed(started, booted) && !byHand() ? slot : Optional.empty();
    }

    /** Started by {@code systemctl start}: since version 252 systemd tells a service which timer started it. */
    private boolean byHand() {
        if (environment.containsKey("TRIGGER_UNIT") || !environment.containsKey("INVOCATION_ID")) {
            return false;
        }
        try {
            Matcher version =
                    VERSION.matcher(Command.of("systemctl", "--version").run().out());
            return version.find() && Integer.parseInt(version.group(1)) >= NAMES_THE_TIMER;
        } catch (IOException e) {
            return false;
        }
    }

    private static Instant booted(Instant now) {
        try {
            String seconds = Files.readString(Path.of("/proc/uptime")).split(" ")[0];
            return now.minusMillis((long) (Double.parseDouble(seconds) * 1000));
        } catch (IOException | NumberFormatException e) {
            return Instant.EPOCH;
        }
    }
}
