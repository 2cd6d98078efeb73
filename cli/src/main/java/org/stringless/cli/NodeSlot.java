package org.stringless.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stringless.applier.pull.ReleasePuller;
import org.stringless.applier.run.NodeIdentity;
import org.stringless.applier.schedule.TimerDropIn;
import org.stringless.cli.settings.Settings;
import org.stringless.model.node.NodeName;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Seat;
import org.stringless.model.schedule.Slot;

/** The moment that this node has inside its period: that of the configuration, else that of its channel. */
record NodeSlot(NodeName node, Seat seat, Slot slot) {
    static NodeSlot of(GlobalOptions options) throws IOException {
        Settings settings = options.settings();
        NodeName node = name(settings);
        Seat seat = seat(settings, node);
        return new NodeSlot(node, seat, seat.in(period(options, settings)));
    }

    /** The configured name, else the machine's. */
    static NodeName name(Settings settings) {
        return settings.node().orElseGet(NodeIdentity::hostName);
    }

    /** The configuration's, else the one that the channel was last heard to have. */
    static Period period(GlobalOptions options, Settings settings) throws IOException {
        Period said = Period.of(settings.period());
        if (settings.ownPeriod().isPresent() || settings.channel().isEmpty()) {
            return said;
        }
        Path memory = options.state().resolve("state");
        if (Files.isDirectory(memory) && !Files.isReadable(memory)) {
            // Only root may look; but what the channel has said is in the timer since the run that heard it.
            return new TimerDropIn(options.root()).installed().map(Slot::period).orElse(said);
        }
        return ReleasePuller.lastPointer(memory, settings.channel().get())
                .flatMap(pointer -> Period.find(pointer.period()))
                .orElse(said);
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
