package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stringless.fixtures.PulpServer;
import org.stringless.io.http.Web;
import org.stringless.packager.pulp.PulpAddress;
import org.stringless.packager.pulp.PulpClient;
import org.stringless.packager.pulp.PulpCredentials;

/** Against a real Pulp. */
class PulpTargetTest extends TargetContract {
    private final PulpServer server = PulpServer.shared();

    @Override
    Target target() {
        return on(server, name);
    }

    /** A repository of the tests' Pulp. */
    public static PulpTarget on(PulpServer server, String repository) {
        PulpClient client = PulpClient.open(
                PulpAddress.parse(server.api().toString()),
                new PulpCredentials(server.user(), server.password()),
                Web.client(Duration.ofSeconds(30)),
                Duration.ofSeconds(60));
        return new PulpTarget(
                client, server.api().toString(), repository, Optional.of(server.signingService()), new Web());
    }

    @Override
    String uniqueName() {
        return server.uniqueName("p").replace('-', '_');
    }

    @Override
    Path indexKey() {
        return server.signingKey();
    }

    @Override
    String state() throws IOException {
        URI repomd = target.packages().resolve("repodata/repomd.xml");
        return org.stringless.io.file.Sha256.of(new Web().fetch(repomd, 100_000));
    }
}
