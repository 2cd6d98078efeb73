package org.stringless.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.text.VisibleText;
import org.stringless.releasewire.json.ChannelPointerJson;

/** Tells where a channel points. */
final class PointerText {
    private PointerText() {}

    /** The pointer's own document. */
    static void json(ChannelPointer pointer, PrintWriter out) {
        out.print(new String(ChannelPointerJson.write(pointer), StandardCharsets.UTF_8));
        out.flush();
    }

    /** Lines for people. */
    static void lines(ChannelPointer pointer, PrintWriter out) {
        out.println("channel    " + pointer.channel() + " (serial " + pointer.serial() + ", issued " + pointer.issued()
                + ", expires " + pointer.expires() + ")");
        out.println("stable     " + pointer.stable().id() + " of "
                + pointer.stable().environment());
        pointer.candidate()
                .ifPresent(candidate ->
                        out.println("candidate  " + candidate.release().id() + " of "
                                + candidate.release().environment() + " for " + candidate.percent() + " % of the nodes"
                                + (candidate.canaries().isEmpty()
                                        ? ""
                                        : " and "
                                                + String.join(
                                                        ", ",
                                                        candidate.canaries().stream()
                                                                .sorted()
                                                                .toList()))));
        pointer.previous().ifPresent(previous -> out.println("previous   " + previous));
        out.println("period     " + pointer.period());
        if (!pointer.notes().isEmpty()) {
            out.println("notes      " + VisibleText.line(pointer.notes()));
        }
        out.flush();
    }
}
