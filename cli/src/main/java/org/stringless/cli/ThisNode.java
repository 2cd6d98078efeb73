package org.stringless.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.stringless.applier.engine.PuppetProgram;
import org.stringless.applier.engine.PuppetSettings;
import org.stringless.applier.run.Disabling;
import org.stringless.applier.run.EngineSetup;
import org.stringless.applier.run.HeldRelease;
import org.stringless.applier.run.NodeIdentity;
import org.stringless.applier.store.NodeStore;
import org.stringless.cli.settings.Settings;
import org.stringless.model.failure.Failure;
import org.stringless.shipper.spool.Spool;
import org.stringless.shipper.spool.SpoolBounds;

/** The node that the global options name, and its parts. */
record ThisNode(GlobalOptions options, Settings settings, Clock clock) {
    static ThisNode of(GlobalOptions options) {
        return with(options, options.settings());
    }

    static ThisNode with(GlobalOptions options, Settings settings) {
        StateFormat.check(options.state());
        return new ThisNode(options, settings, Clock.systemUTC());
    }

    Path state() {
        return options.state();
    }

    NodeStore store() {
        return new NodeStore(state());
    }

    Spool spool() {
        return new Spool(state().resolve("spool"), state().resolve("quarantine"), SpoolBounds.USUAL, clock);
    }

    HeldRelease held() {
        return new HeldRelease(state());
    }

    NodeIdentity identity() {
        return NodeIdentity.ofThisMachine(
                settings.node(),
                Main.PROGRAM,
                settings.channel(),
                period(),
                settings.ownPeriod().isPresent());
    }

    private Duration period() {
        try {
            return NodeSlot.period(options, settings).length();
        } catch (IOException | Failure e) {
            return settings.period(); // the run that asks the channel tells what is wrong
        }
    }

    EngineSetup engine() {
        return EngineSetup.below(options.root(), settings.puppet(), settings.runTimeout());
    }

    /** Puppet's own switch; asks Puppet where it is. */
    Disabling disabling() throws IOException {
        EngineSetup engine = engine();
        PuppetProgram program = engine.program();
        PuppetSettings puppet = engine.settings(program, state());
        return new Disabling(puppet.disabledFile());
    }
}
