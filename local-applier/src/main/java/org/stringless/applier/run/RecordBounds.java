package org.stringless.applier.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.ResourceEvent;

/** Keeps a record below a megabyte: long texts are cut, then details of what went well are left out; failures and errors stay longest. */
final class RecordBounds {
    private static final int LONGEST_TEXT = 8 * 1024;
    private static final int MOST_EVENTS = 5_000;
    private static final int EVENT_BYTES = 640 * 1024;
    private static final int LOG_BYTES = 256 * 1024;
    private static final int FRAME = 160;

    private RecordBounds() {}

    /** As many events as there is room for; they come with failures first. */
    static List<ResourceEvent> events(List<ResourceEvent> events) {
        List<ResourceEvent> kept = new ArrayList<>();
        int room = EVENT_BYTES;
        for (ResourceEvent event : events) {
            ResourceEvent cut = new ResourceEvent(
                    cut(event.resource()),
                    event.status(),
                    cut(event.property()),
                    cut(event.previous()),
                    cut(event.desired()),
                    cut(event.message()),
                    event.corrective(),
                    cut(event.file()),
                    event.line());
            room -= FRAME
                    + bytes(cut.resource(), cut.property(), cut.previous(), cut.desired(), cut.message(), cut.file());
            if (room < 0 || kept.size() == MOST_EVENTS) {
                break;
            }
            kept.add(cut);
        }
        return kept;
    }

    /** As many lines as there is room for, in their order; errors are given room before the others. */
    static List<LogLine> logs(List<LogLine> logs) {
        Set<Integer> kept = new HashSet<>();
        int room = LOG_BYTES;
        for (boolean errors : new boolean[] {true, false}) {
            for (int i = 0; i < logs.size(); i++) {
                LogLine line = logs.get(i);
                boolean error = !line.level().equals("notice") && !line.level().equals("warning");
                int size = FRAME + bytes(line.source(), cut(line.message()));
                if (error == errors && size <= room) {
                    room -= size;
                    kept.add(i);
                }
            }
        }
        List<LogLine> lines = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            if (kept.contains(i)) {
                LogLine line = logs.get(i);
                lines.add(new LogLine(line.time(), line.level(), cut(line.source()), cut(line.message())));
            }
        }
        return lines;
    }

    static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static int bytes(String... texts) {
        int sum = 0;
        for (String text : texts) {
            sum += text.getBytes(StandardCharsets.UTF_8).length;
        }
        return sum;
    }
}
