package org.stringless.collector.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.collector.Client;
import org.stringless.collector.SampleRuns;
import org.stringless.collector.ingest.ByteBudget;
import org.stringless.collector.ingest.RunWriter;
import org.stringless.collector.sqlite.SqliteRunStore;
import org.stringless.collector.store.RunStore;

class RoutesTest {
    private static final int LESS_THAN_A_RECORD = 100;

    @TempDir
    private Path directory;

    @Test
    void asksASenderToComeAgainWhenItHoldsAllItCanAndStaysHealthy() throws Exception {
        ByteBudget budget = new ByteBudget(LESS_THAN_A_RECORD);
        try (RunStore store = SqliteRunStore.open(directory.resolve("store.sqlite"));
                RunWriter writer = new RunWriter(store)) {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.setHandler(new Routes(store, writer, budget, Clock.systemUTC()));
            server.start();
            Client client = new Client(URI.create("http://127.0.0.1:" + connector.getLocalPort()));

            HttpResponse<String> answer = client.send(SampleRuns.of("web1").record());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(5L, 30L);
            assertThat(budget.held()).isZero();
            assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
            server.stop();
        }
    }
}
