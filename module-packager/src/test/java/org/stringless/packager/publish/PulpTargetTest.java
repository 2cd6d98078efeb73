package org.stringless.packager.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.stringless.fixtures.PulpServer;
import org.stringless.io.http.Web;
import org.stringless.model.progress.Progress;
import org.stringless.packager.pulp.PulpAddress;
import org.stringless.packager.pulp.PulpClient;
import org.stringless.packager.pulp.PulpCredentials;
import org.stringless.packager.rpm.SignedRpm;

/** Against a real Pulp. */
public class PulpTargetTest extends TargetContract {
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

    @Test
    void severalMayMakeAndFillTheSameRepositoryAtOnce() throws IOException {
        List<SignedRpm> modules = new ArrayList<>();
        for (String one : List.of("a", "b", "c", "d")) {
            modules.add(workshop.module(name + one, "1.0.0", one));
        }
        CompletableFuture<?>[] publishers = modules.stream()
                .map(module -> CompletableFuture.runAsync(
                        () -> on(server, name).add(List.of(module), Progress.SILENT), task -> new Thread(task).start()))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(publishers).join();
        for (SignedRpm module : modules) {
            Path fetched = directory.resolve("fetched.rpm");
            target.fetch(module.pin(), fetched);
            assertThat(fetched).hasSameBinaryContentAs(module.file());
            Files.delete(fetched);
        }
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
