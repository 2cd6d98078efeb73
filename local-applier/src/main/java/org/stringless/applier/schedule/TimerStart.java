package org.stringless.applier.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stringless.io.process.Command;
import org.stringless.model.schedule.Slot;

/** Whether a run that the timer's unit started is due, or one that was missed and is left out. */
public final class TimerStart {
    private static final int NAMES_THE_TIMER = 252;
    /** A service that a timer has triggered starts within this time, unless what it waits for takes longer. */
    private static final Duration AT_ONCE = Duration.ofMinutes(2);

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
        Instant started = ProcessHandle.current()
                .info()
                .startInstant()
                .filter(start -> start.isBefore(now))
                .orElse(now);
        return missed(started, booted(now));
    }

    Optional<Slot> missed(Instant started, Instant booted) throws IOException {
        Optional<Slot> slot = dropIn.installed();
        return slot.isPresent() && slot.get().missed(fired(started), booted) && !byHand(started)
                ? slot
                : Optional.empty();
    }

    /** When the timer fired, as far as systemd tells. */
    private Instant fired(Instant started) {
        try {
            String micros = environment.getOrDefault("TRIGGER_TIMER_REALTIME_USEC", "");
            return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
        } catch (NumberFormatException e) {
            return started;
        }
    }

    /**
     * Started by {@code systemctl start}: since version 252 systemd tells a service which timer started it. It goes on to tell the same when
     * the service is later started by hand.
     */
    private boolean byHand(Instant started) {
        if (!environment.containsKey("INVOCATION_ID")) {
            return false;
        }
        if (environment.containsKey("TRIGGER_UNIT")) {
            return Duration.between(fired(started), started).compareTo(AT_ONCE) > 0;
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
