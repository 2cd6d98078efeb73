package org.stringless.cli;

import java.util.Optional;
import org.stringless.applier.run.NodeIdentity;
import org.stringless.cli.settings.Settings;
import org.stringless.model.node.NodeName;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Seat;
import org.stringless.model.schedule.Slot;

/** The moment inside the period that the configuration gives this node. */
record NodeSlot(NodeName node, Seat seat, Slot slot) {
    static NodeSlot of(Settings settings) {
        NodeName node = settings.node().orElseGet(NodeIdentity::hostName);
        Seat seat = seat(settings, node);
        return new NodeSlot(node, seat, seat.in(Period.of(settings.period())));
    }

    private static Seat seat(Settings settings, NodeName node) {
        Optional<Long> index = settings.slotIndex();
        if (index.isEmpty()) {
            return new Seat.ByName(node);
        }
        return settings.slotHost()
                .<Seat>map(host -> new Seat.OnHost(host, index.get()))
                .orElseGet(() -> new Seat.ByIndex(index.get()));
    }
}
