package org.stringless.applier.schedule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stringless.io.file.DurableFile;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Slot;

/** {@code etc/systemd/system/stringless-run.timer.d/slot.conf}: what makes the timer start at this node's own moment. */
public final class TimerDropIn {
    // systemd leaves names alone that begin with X-.
    private static final Pattern KEPT =
            Pattern.compile("^X-StringlessPeriod=([0-9]+)\\nX-StringlessSlot=([0-9]+)$", Pattern.MULTILINE);

    private final Path root;

    /** Below that root; {@code /} is this machine. */
    public TimerDropIn(Path root) {
        this.root = root;
    }

    /** Where it is. */
    public Path file() {
        return root.resolve("etc/systemd/system/" + NodeUnits.RUN_TIMER + ".d/slot.conf");
    }

    /** As old as the last time the timer fired; systemd keeps it for timers that are persistent. */
    Path stamp() {
        return root.resolve("var/lib/systemd/timers/stamp-" + NodeUnits.RUN_TIMER);
    }

    /** What it says for that slot; {@code why} is a few words for people. */
    public static String text(Slot slot, String why) {
        return """
                # Written by 'stringless schedule install'; the next one writes it anew.
                # Second %d of every %s from midnight UTC: %s.
                [Timer]
                X-StringlessPeriod=%d
                X-StringlessSlot=%d
                # The empty line takes the unit's own moment away.
                OnCalendar=
                OnCalendar=%s
                RandomizedDelaySec=0
                AccuracySec=1s
                # A run missed while the machine was down is told of and left out by 'run --trigger timer'.
                Persistent=true
                """.formatted(
                slot.second(), slot.period(), why, slot.period().seconds(), slot.second(), CalendarExpression.of(slot));
    }

    /** The slot that is installed; empty when there is none, or one written by hand. */
    public Optional<Slot> installed() throws IOException {
        String text;
        try {
            text = Files.readString(file());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Matcher kept = KEPT.matcher(text);
        if (!kept.find()) {
            return Optional.empty();
        }
        try {
            Period period = Period.of(Duration.ofSeconds(Long.parseLong(kept.group(1))));
            return Optional.of(new Slot(period, Integer.parseInt(kept.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes it, and on this machine lets systemd take it.
     *
     * @return whether it was not there like this already
     */
    public boolean install(Slot slot, String why) throws IOException {
        byte[] bytes = text(slot, why).getBytes(StandardCharsets.UTF_8);
        if (DurableFile.holds(file(), bytes)) {
            return false;
        }
        Files.createDirectories(file().resolveSibling("."));
        DurableFile.write(file(), bytes, "rw-r--r--");
        new NodeUnits(root).reload();
        return true;
    }
}
