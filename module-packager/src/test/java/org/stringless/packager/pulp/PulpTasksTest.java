package org.stringless.packager.pulp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** What a healthy Pulp does not do: a scripted server over a real socket. */
class PulpTasksTest {
    private static final String API = "/pulp/api/v3/";
    private static final String TASK = API + "tasks/1/";

    private final Map<String, String> answers = new ConcurrentHashMap<>(
            Map.of(API + "status/", "{\"domain_enabled\": false, \"online_workers\": [{\"name\": \"w1\"}]}"));
    private HttpServer server;
    private PulpTasks tasks;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        PulpSession session = PulpSession.open(
                PulpAddress.parse("http://127.0.0.1:" + server.getAddress().getPort()),
                new PulpCredentials("u", "p"),
                Web.client(Duration.ofSeconds(5)));
        tasks = new PulpTasks(session, Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        exchange.getRequestBody().readAllBytes();
        if (path.endsWith("lost/")) {
            // The request arrived, its answer never does.
            exchange.close();
            return;
        }
        String text = path.endsWith("modify/")
                ? "{\"task\": \"" + TASK + "\"}"
                : answers.getOrDefault(query == null ? path : path + "?" + query.split("=")[0], "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        int status = path.endsWith("modify/") ? 202 : bytes.length == 0 ? 404 : 200;
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void aStuckTaskTellsWhoWorksAndWhatHoldsIt() {
        String task = task("1", "waiting", "");
        answers.put(TASK, task);
        answers.put(API + "tasks/?state__in", "{\"results\": [" + task + "," + task("2", "running", "") + "]}");
        assertThatThrownBy(() -> tasks.post("changing repository x", API + "modify/", Map.of()))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.TARGET_UNREACHABLE);
                    assertThat(failure.sentence())
                            .contains("changing repository x", "waiting", "1 workers", "prn:repository", "tasks/2/")
                            .contains("correlation id abc");
                });
    }

    @Test
    void aFailedTaskIsToldInItsOwnWordsInEitherForm() {
        answers.put(TASK, task("1", "failed", ", \"error\": {\"description\": \"no such thing\"}"));
        assertThatThrownBy(() -> tasks.post("publishing v1", API + "modify/", Map.of()))
                .hasMessageContaining("ended as failed: no such thing");
        answers.put(TASK, task("1", "failed", ", \"error\": {\"reason\": \"Worker has gone missing.\"}"));
        assertThatThrownBy(() -> tasks.post("publishing v1", API + "modify/", Map.of()))
                .hasMessageContaining("Worker has gone missing");
    }

    @Test
    void theTaskOfALostAnswerIsFoundByItsCorrelation() {
        String task = task("1", "completed", ", \"created_resources\": [\"/made/1/\"]");
        answers.put(TASK, task);
        answers.put(API + "tasks/?logging_cid", "{\"results\": [" + task + "]}");
        assertThat(tasks.post("changing repository x", API + "lost/", Map.of())).isEqualTo(List.of("/made/1/"));
    }

    @Test
    void aLostAnswerWithoutATaskIsAnUnreachableServer() {
        answers.put(API + "tasks/?logging_cid", "{\"results\": []}");
        assertThatThrownBy(() -> tasks.post("changing repository x", API + "lost/", Map.of()))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.TARGET_UNREACHABLE));
    }

    private static String task(String number, String state, String more) {
        return "{\"pulp_href\": \"" + API + "tasks/" + number + "/\", \"name\": \"t\", \"state\": \"" + state
                + "\", \"logging_cid\": \"abc\", \"reserved_resources_record\": [\"prn:repository\"]" + more + "}";
    }
}
