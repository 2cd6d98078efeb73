package org.stringless.applier.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Seat;
import org.stringless.model.schedule.Slot;

/** The drop-in, judged by systemd's own tools. */
class TimerDropInTest {
    private static final Path UNITS = Path.of("../systemd/usr/lib/systemd/system");

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(Period.class)
    void systemdStartsAtTheMomentsThatTheSlotSays(Period period) throws IOException {
        for (long index : new long[] {0, 1, 17, 4999}) {
            Slot slot = new Seat.ByIndex(index).in(period);
            // The night in which clocks change in Europe: UTC does not care.
            Instant after = Instant.parse("2026-10-24T23:59:59Z");
            assertThat(elapses(CalendarExpression.of(slot), after)).isEqualTo(slot.next(after, 5));
        }
    }

    @Test
    void theTimerWithItsDropInStartsOnlyAtTheSlot() throws IOException {
        TimerDropIn dropIn = new TimerDropIn(root);
        assertThat(dropIn.install(new Slot(Period.MINUTES_30, 1110), "by name")).isTrue();
        Path units = Files.createDirectories(root.resolve("etc/systemd/system"));
        for (String unit : List.of("stringless-run.timer", "stringless-run.service")) {
            Files.copy(UNITS.resolve(unit), units.resolve(unit));
        }
        CommandResult verified = Command.of(
                        "systemd-analyze",
                        "verify",
                        "--recursive-errors=no",
                        units.resolve("stringless-run.timer").toString())
                .run();
        assertThat(verified.err().lines().filter(line -> line.contains(root.toString())))
                .isEmpty();
        assertThat(Files.readString(dropIn.file()))
                .contains("OnCalendar=\nOnCalendar=*-*-* *:18/30:30 UTC\n", "RandomizedDelaySec=0\n")
                .contains("AccuracySec=1s\n", "Persistent=true\n");
    }

    @Test
    void whatIsInstalledIsReadBackAndInstallingItAgainChangesNothing() throws IOException {
        TimerDropIn dropIn = new TimerDropIn(root);
        assertThat(dropIn.installed()).isEmpty();
        Slot slot = new Slot(Period.HOURS_4, 7000);
        assertThat(dropIn.install(slot, "by index")).isTrue();
        assertThat(dropIn.install(slot, "by index")).isFalse();
        assertThat(dropIn.installed()).contains(slot);
        assertThat(Files.getPosixFilePermissions(dropIn.file())).hasSize(4);
        assertThat(dropIn.install(new Slot(Period.HOURS_1, 3), "by index")).isTrue();
        assertThat(dropIn.installed()).contains(new Slot(Period.HOURS_1, 3));
    }

    @Test
    void aDropInWrittenByHandIsNoSlot() throws IOException {
        TimerDropIn dropIn = new TimerDropIn(root);
        Files.createDirectories(dropIn.file().getParent());
        for (String text :
                List.of("[Timer]\nOnCalendar=hourly\n", "[Timer]\nX-StringlessPeriod=1800\nX-StringlessSlot=99999\n")) {
            Files.writeString(dropIn.file(), text);
            assertThat(dropIn.installed()).isEmpty();
        }
    }

    private static List<Instant> elapses(String expression, Instant after) throws IOException {
        DateTimeFormatter form = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);
        String base = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").format(after.atOffset(ZoneOffset.UTC));
        CommandResult result = Command.of(
                        "systemd-analyze", "calendar", "--iterations=5", "--base-time=" + base, expression)
                .with("TZ", "UTC")
                .run();
        assertThat(result.exit()).as(result.err()).isZero();
        Stream<String> lines = result.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("(Next elapse|Iter(ation|\\.) #?[0-9]+): .*"));
        return lines.map(line -> line.substring(line.indexOf(": ") + 2).strip())
                .map(text -> LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC))
                .toList();
    }
}
