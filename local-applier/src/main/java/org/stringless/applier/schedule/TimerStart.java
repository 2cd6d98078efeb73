package org.stringless.applier.schedule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stringless.io.file.DurableFile;
import org.stringless.model.schedule.Slot;

/**
 * Whether a run that the timer's unit started is due, or one that was missed and is left out. When the timer fired is told by the stamp that
 * systemd keeps for it; what it tells the service itself ({@code TRIGGER_TIMER_REALTIME_USEC}) is that of an earlier start in version 252. A
 * person may start the same unit: what the timer fired for is left out once, and the next start is made.
 */
public final class TimerStart {
    /** A service whose timer fired starts within this time, though it waits for the network; one that starts later was started by hand. */
    private static final Duration AT_ONCE = Duration.ofMinutes(3);

    private final TimerDropIn dropIn;
    private final Path leftOut;
    private final NodeUnits units;
    private final Clock clock;

    /** Of this process, on the node with that root. */
    public TimerStart(Path root, Clock clock) {
        this.dropIn = new TimerDropIn(root);
        // Of no worth after the three minutes, so it need not outlive a boot.
        this.leftOut = root.resolve("run/stringless/left-out");
        this.units = new NodeUnits(root);
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
        Instant fired = fired().orElse(started);
        boolean missed = slot.isPresent()
                && slot.get().missed(fired, booted)
                && Duration.between(fired, started).compareTo(AT_ONCE) <= 0
                && !isLeftOut(fired)
                && units.hasFired(NodeUnits.RUN_TIMER);
        if (!missed) {
            return Optional.empty();
        }
        Files.createDirectories(leftOut.resolveSibling("."));
        Files.writeString(leftOut, fired.toString());
        return slot;
    }

    private boolean isLeftOut(Instant fired) throws IOException {
        return DurableFile.holds(leftOut, fired.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Instant> fired() throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(dropIn.stamp()).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
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
