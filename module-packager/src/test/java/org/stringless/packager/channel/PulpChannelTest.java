package org.stringless.packager.channel;

import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.stringless.fixtures.PulpServer;
import org.stringless.packager.publish.PulpTargetTest;
import org.stringless.packager.publish.Target;

/** Against a real Pulp. Each test has its own repository there, and waits for Pulp's tasks nearly all of its time: so several run at once. */
@Execution(ExecutionMode.CONCURRENT)
class PulpChannelTest extends ChannelContract {
    private final PulpServer server = PulpServer.shared();

    @Override
    Target target() {
        return PulpTargetTest.on(server, server.uniqueName("c"));
    }

    @Override
    Path indexKey() {
        return server.signingKey();
    }
}
