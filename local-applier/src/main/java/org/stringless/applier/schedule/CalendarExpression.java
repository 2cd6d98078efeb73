package org.stringless.applier.schedule;

import java.util.Locale;
import org.stringless.model.schedule.Slot;

/** A slot as systemd's calendar says it, always in UTC: in local time runs are lost when the clocks change. */
public final class CalendarExpression {
    private static final int HOUR = 3600;

    private CalendarExpression() {}

    /** {@code *-*-* *:18/30:30 UTC}. */
    public static String of(Slot slot) {
        int period = slot.period().seconds();
        int second = slot.second();
        String hours = "*";
        String minutes = String.format(Locale.ROOT, "%02d", second / 60 % 60);
        if (period > HOUR) {
            hours = String.format(Locale.ROOT, "%02d", second / HOUR) + every(period / HOUR, 24);
        } else {
            minutes += every(period / 60, 60);
        }
        return String.format(Locale.ROOT, "*-*-* %s:%s:%02d UTC", hours, minutes, second % 60);
    }

    private static String every(int step, int whole) {
        return step == whole ? "" : "/" + step;
    }
}
