package org.stringless.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stringless.io.json.JsonObject;

/** Against a collector that is a script: path to answer. */
class FleetCommandTest {
    private static final String RUN = """
            {"id":"019ca8a1-0000-7000-8000-000000000001","started":"2026-03-01T10:00:00Z","ended":"2026-03-01T10:00:12Z",\
            "outcome":"failed","first_error":"Exec[x]: \\u001b[31mred","release_applied":"r1","release_wanted":"r2",\
            "noop":false,"changed":0,"failed":1,"pending":0}""";
    private static final String NODE =
            "{\"name\":\"web1\",\"state\":\"failed\",\"due_by\":\"2026-03-01T10:30:12Z\",\"last_run\":" + RUN + "}";
    private static final String HEAD = "{\"format\":1,\"at\":\"2026-03-01T10:05:00Z\",";
    private static final Map<String, String> ANSWERS = Map.of(
            "/well/v1/fleet",
            fleet(0, 0, 3),
            "/v1/fleet",
            fleet(1, 2, 3),
            "/empty/v1/fleet",
            fleet(0, 0, 0),
            "/v1/nodes",
            HEAD + "\"nodes\":[" + NODE + "],\"next\":\"web1\"}",
            "/v1/failures",
            HEAD + "\"causes\":[{\"cause\":\"Exec[x]\",\"nodes\":1,\"node\":\"web1\",\"message\":\"red\"}],\"nodes\":["
                    + NODE + "]}",
            "/v1/releases",
            HEAD + "\"releases\":[{\"release\":\"r1\",\"wanted\":0,\"applied\":1,\"states\":" + states(1, 0, 0) + "}]}",
            "/v1/nodes/web1",
            HEAD + "\"node\":" + NODE + ",\"runs\":[" + RUN + "]}",
            "/torn/v1/fleet",
            "<html>");

    private HttpServer server;
    private String out = "";

    @BeforeEach
    void serves() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = ANSWERS.get(exchange.getRequestURI().getPath());
            byte[] bytes = (answer == null ? "{}" : answer).getBytes(UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stops() {
        server.stop(0);
    }

    @Test
    void tellsAMonitorWhetherAllIsWell() {
        assertThat(fleet("/well", "status")).isZero();
        assertThat(fleet("", "status")).isEqualTo(1);
        assertThat(out).contains("failed     1").contains("silent     2").contains("all        6");
        assertThat(fleet("/empty", "status")).isEqualTo(3);
        assertThat(fleet("/torn", "status")).isEqualTo(3);
    }

    @Test
    void saysThatItDoesNotKnowWhenNobodyAnswers() {
        server.stop(0);

        assertThat(fleet("", "status")).isEqualTo(3);
        assertThat(out).isEmpty();
    }

    @Test
    void listsNodesWithoutLettingTheirTextSteerTheTerminal() {
        assertThat(fleet("", "nodes", "--state", "failed")).isEqualTo(1);
        assertThat(out)
                .contains("web1  failed  5 min ago  r1, wants r2  Exec[x]: \\u001b[31mred")
                .contains("There are more: add --after web1.")
                .doesNotContain("\u001b");
    }

    @Test
    void showsFailuresReleasesAndANode() {
        assertThat(fleet("", "failures")).isEqualTo(1);
        assertThat(out).contains("CAUSE").contains("Exec[x]  1");
        assertThat(fleet("", "releases")).isEqualTo(1);
        assertThat(out).contains("r1");
        assertThat(fleet("", "node", "web1")).isEqualTo(1);
        assertThat(out).contains("web1 is failed").contains("2026-03-01 10:00:00 UTC  failed   12.0 s");
        assertThat(fleet("", "node", "nobody")).isEqualTo(3);
        assertThat(fleet("", "node", "../x")).isEqualTo(64);
    }

    @Test
    void printsTheCollectorsOwnDocumentsWhenAsked() {
        fleet("", "status", "--output", "json");

        assertThat(JsonObject.parse(out).object("states").number("failed")).isEqualTo(1);
    }

    private int fleet(String base, String... words) {
        StringWriter printed = new StringWriter();
        List<String> all = new ArrayList<>(List.of("fleet"));
        all.addAll(List.of(words));
        all.addAll(
                List.of("--collector", "http://127.0.0.1:" + server.getAddress().getPort() + base));
        int status =
                Main.run(new PrintWriter(printed), new PrintWriter(new StringWriter()), all.toArray(String[]::new));
        out = printed.toString();
        return status;
    }

    private static String fleet(int failed, int silent, int unchanged) {
        return HEAD + "\"nodes\":" + (failed + silent + unchanged) + ",\"pending\":0,\"states\":"
                + states(failed, silent, unchanged) + "}";
    }

    private static String states(int failed, int silent, int unchanged) {
        return "{\"failed\":" + failed + ",\"silent\":" + silent + ",\"changed\":0,\"unchanged\":" + unchanged
                + ",\"skipped\":0}";
    }
}
