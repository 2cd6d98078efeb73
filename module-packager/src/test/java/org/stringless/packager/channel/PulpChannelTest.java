package org.stringless.packager.channel;

import java.nio.file.Path;
import org.stringless.fixtures.PulpServer;
import org.stringless.packager.publish.PulpTargetTest;
import org.stringless.packager.publish.Target;

/** Against a real Pulp. */
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
