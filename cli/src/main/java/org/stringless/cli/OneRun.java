package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.stringless.applier.run.NodeIdentity;
import org.stringless.applier.run.NodeRun;
import org.stringless.applier.run.RunOrder;
import org.stringless.applier.run.RunParts;
import org.stringless.applier.schedule.TimerDropIn;
import org.stringless.model.failure.Failure;
import org.stringless.model.progress.Progress;
import org.stringless.model.run.RunRecord;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Slot;
import org.stringless.shipper.ship.ShipResult;
import org.stringless.shipper.ship.Shipper;

/** One run of this node, put together from the rooms, and the sending of its record. */
final class OneRun {
    private final ThisNode node;
    private final RunOutput told;
    private final Progress progress;
    private final NodeRun run;

    /** A run that is about to be made. */
    OneRun(ThisNode node, RunOrder order, RunOutput told, PrintWriter err, Progress progress) {
        this.node = node;
        this.told = told;
        this.progress = progress;
        NodeIdentity identity = node.identity();
        run = new NodeRun(
                new RunParts(
                        identity,
                        node.state(),
                        node.engine(),
                        node.store(),
                        node.settings().keepReleases(),
                        new ChannelFetch(node, identity.name(), progress),
                        new RecordKeeping(node.state(), node.spool(), err),
                        Advice::of,
                        node.clock(),
                        progress,
                        told::log),
                order);
    }

    /** Makes it; gives its closed record. */
    RunRecord make() throws IOException {
        return run.run();
    }

    /** Makes none; gives the closed record of that. */
    RunRecord refuse(Failure why) {
        return run.refuse(why);
    }

    /** Ends it as soon as it can be. */
    void interrupt() {
        run.interrupt();
    }

    /** Lets the node's timer follow a period that its channel has changed. One that cannot is told of, and never changes what a run was. */
    void moveTimer() {
        try {
            TimerDropIn dropIn = new TimerDropIn(node.options().root());
            Optional<Period> installed = dropIn.installed().map(Slot::period);
            NodeSlot slot = NodeSlot.of(node.options());
            Period period = slot.slot().period();
            boolean moves = installed.isPresent()
                    && installed.get() != period
                    && node.settings().ownPeriod().isEmpty();
            if (moves) {
                dropIn.install(slot.slot(), slot.seat().why());
                told.trouble("the channel's period is " + period + " now; the timer follows it.");
            }
        } catch (IOException | RuntimeException e) {
            told.trouble(Advice.of(e).sentence());
        }
    }

    /** Sends what waits, if there is a collector. One in trouble is told of, and never changes what a run was. */
    void ship() {
        if (node.settings().collector().isEmpty()) {
            return;
        }
        try {
            ShipResult result =
                    new Shipper(node.settings().collector().get(), node.spool(), node.clock(), progress).ship();
            result.problem().ifPresent(problem -> told.trouble(problem.sentence()));
        } catch (IOException | RuntimeException e) {
            told.trouble(Advice.of(e).sentence());
        }
    }
}
