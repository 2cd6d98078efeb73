package org.stringless.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stringless.collector.SampleRuns.START;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

class CollectorTest {
    private static final Clock SOON = Clock.fixed(START.plus(Duration.ofMinutes(5)), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private Collector collector;
    private Client client;

    @BeforeEach
    void starts() {
        collector = Collector.start(new InetSocketAddress("127.0.0.1", 0), directory.resolve("store.sqlite"), SOON);
        client = new Client(collector.address());
    }

    @AfterEach
    void stops() {
        collector.close();
    }

    @Test
    void acknowledgesARunOnceAsNewAndThenAsKnown() {
        RunRecord run = SampleRuns.of("web1").record();

        HttpResponse<String> first = client.send(run);
        HttpResponse<String> again = client.send(run);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(JsonObject.parse(first.body()).text("run_id"))
                .isEqualTo(run.id().toString());
        assertThat(JsonObject.parse(first.body()).bool("stored")).isTrue();
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(JsonObject.parse(again.body()).bool("stored")).isFalse();
    }

    @Test
    void takesARunThatIsNotCompressed() {
        RunRecord run = SampleRuns.of("web1").record();

        assertThat(client.post(RunRecordJson.write(run), "application/json", "").statusCode())
                .isEqualTo(201);
        assertThat(RunRecordJson.read(client.get("/v1/runs/" + run.id()).body().getBytes(UTF_8)))
                .isEqualTo(run);
    }

    @Test
    void refusesForGoodWhatIsNoRunRecordAndSaysWhy() {
        byte[] none = "{\"format\":1}".getBytes(UTF_8);

        HttpResponse<String> torn = client.post("{".getBytes(UTF_8), "application/json", "");
        HttpResponse<String> empty = client.post(none, "application/json", "");
        HttpResponse<String> notGzip = client.post(none, "application/json", "gzip");

        assertThat(torn.statusCode()).isEqualTo(400);
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(JsonObject.parse(empty.body()).text("error")).contains("id is missing");
        assertThat(notGzip.statusCode()).isEqualTo(400);
        assertThat(client.post("null".getBytes(UTF_8), "application/json", "").statusCode())
                .isEqualTo(400);
        String twice = new String(RunRecordJson.write(SampleRuns.of("web1").record()), UTF_8).repeat(2);
        assertThat(client.post(twice.getBytes(UTF_8), "application/json", "").statusCode())
                .isEqualTo(400);
        assertThat(client.post(none, "text/plain", "").statusCode()).isEqualTo(415);
        assertThat(client.post(none, "application/json", "br").statusCode()).isEqualTo(415);
    }

    @Test
    void onLoopbackAnswersOnlyForNamesThatNoPageInABrowserCanHave() throws IOException {
        assertThat(List.of("localhost", "127.0.0.1:8440", "[::1]:8440"))
                .allSatisfy(host -> assertThat(askedAs(host)).contains(" 200 "));
        assertThat(List.of("evil.example", "evil.example:8440", "localhost.evil.example", "127.0.0.1.evil.example"))
                .allSatisfy(host -> assertThat(askedAs(host)).contains(" 421 "));
    }

    private String askedAs(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", collector.address().getPort())) {
            String question = "GET /v1/nodes HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(question.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void refusesTimesThatCannotBeKept() {
        String json = new String(RunRecordJson.write(SampleRuns.of("web1").record()), UTF_8)
                .replace("2026-03-01T10:30:12Z", "+999999999-12-31T23:59:59Z");

        assertThat(client.post(json.getBytes(UTF_8), "application/json", "").statusCode())
                .isEqualTo(422);
    }

    @Test
    void refusesAGzipBombAndABodyThatIsTooLarge() {
        HttpResponse<String> bomb = client.post(Client.gzip(new byte[200 << 20]), "application/json", "gzip");
        HttpResponse<String> large = client.post(new byte[(4 << 20) + 1], "application/json", "");

        assertThat(bomb.statusCode()).isEqualTo(413);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(client.get("/metrics").body())
                .contains("stringless_requests_rejected_total{status=\"413\"} 2")
                .contains("stringless_ingest_bytes 0");
    }

    @Test
    void refusesADocumentOfMillionsOfEmptyElements() {
        byte[] lists = ("{\"format\":1,\"x\":[" + "[],".repeat(5_000_000) + "[]]}").getBytes(UTF_8);

        assertThat(client.post(Client.gzip(lists), "application/json", "gzip").statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersOthersWhileManySendersAreSlow() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                slow.add(halfSent());
            }
            assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(client.send(SampleRuns.of("web1").record()).statusCode()).isEqualTo(201);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void givesTheFleetAsDocuments() {
        client.send(SampleRuns.of("web1").failed("Package[nginx]", "not found").record());
        client.send(SampleRuns.of("web2").pending(3).record());

        JsonObject fleet = JsonObject.parse(client.get("/v1/fleet").body());
        JsonObject failed =
                JsonObject.parse(client.get("/v1/nodes?state=failed").body());
        JsonObject node = JsonObject.parse(client.get("/v1/nodes/web1").body());

        assertThat(fleet.object("states").number("failed")).isEqualTo(1);
        assertThat(fleet.object("states").number("unchanged")).isEqualTo(1);
        assertThat(fleet.number("pending")).isEqualTo(1);
        assertThat(failed.objects("nodes")).hasSize(1);
        assertThat(failed.objects("nodes").get(0).object("last_run").text("first_error"))
                .isEqualTo("Package[nginx]: not found");
        assertThat(node.object("node").text("state")).isEqualTo("failed");
        assertThat(node.objects("runs")).hasSize(1);
        assertThat(client.get("/v1/failures").body()).contains("Package[nginx]");
        assertThat(client.get("/v1/releases").body()).contains(SampleRuns.RELEASE.text());
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(client.get("/v1/nodes/nobody").statusCode()).isEqualTo(404);
        assertThat(client.get("/nodes/nobody").statusCode()).isEqualTo(404);
        assertThat(client.get("/nodes/%3Cscript%3E").body()).doesNotContain("<script>");
        assertThat(client.get("/runs/no-id").statusCode()).isEqualTo(400);
        assertThat(client.get("/?state=odd").statusCode()).isEqualTo(400);
        assertThat(client.get("/?limit=0").statusCode()).isEqualTo(400);
        assertThat(client.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(client.get("/v1/runs").statusCode()).isEqualTo(404);
    }

    @Test
    void forbidsEverythingButItsOwnStyle() {
        assertThat(client.get("/")
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .startsWith("default-src 'none'; style-src 'self'");
    }

    @Test
    void refusesAnAddressThatIsTaken() {
        InetSocketAddress taken =
                new InetSocketAddress("127.0.0.1", collector.address().getPort());

        assertThatThrownBy(() -> Collector.start(taken, directory.resolve("other.sqlite"), SOON))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.reason()).isEqualTo(Reason.COLLECTOR_CANNOT_START));
    }

    private Socket halfSent() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), collector.address().getPort());
        OutputStream out = socket.getOutputStream();
        out.write(
                ("POST /v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"for")
                        .getBytes(UTF_8));
        out.flush();
        return socket;
    }
}
