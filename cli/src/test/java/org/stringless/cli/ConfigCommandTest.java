package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.cli.NodeByHand.Ended;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Stage;
import org.stringless.reportwire.RunRecordJson;

/** The configuration as a person at a terminal meets it. */
class ConfigCommandTest {
    @TempDir
    private Path root;

    private NodeByHand node;
    private Path directory;

    @BeforeEach
    void aNode() throws IOException {
        node = new NodeByHand(root);
        node.configure("repository: https://user:secret@packages.example/\nperiod: 1h\n");
        directory = root.resolve("etc/stringless");
    }

    @Test
    void showsEveryValueAndWhereItComesFrom() throws IOException {
        fragment("10-site.yaml", "channel: site\nallowed_links: [/etc/ssl, /srv]\n");
        Ended shown = node.with("STRINGLESS_CHANNEL", "canary", "--set", "keep_releases=5", "config", "show");
        assertThat(shown.status()).as(shown.err()).isZero();
        assertThat(shown.err()).isEmpty();
        assertThat(shown.out().lines().map(line -> line.replaceAll(" {2,}", "  ")))
                .startsWith("KEY  VALUE  FROM")
                .contains(
                        "node  node.example  " + directory.resolve("stringless.yaml") + ":1",
                        "repository  https://***@packages.example/  " + directory.resolve("stringless.yaml") + ":2",
                        "channel  canary  environment STRINGLESS_CHANNEL",
                        "collector  -  default",
                        "keep_releases  5  option --set keep_releases",
                        "allowed_links  [/etc/ssl, /srv]  " + directory.resolve("conf.d/10-site.yaml") + ":2");
    }

    @Test
    void showsTheSameToPrograms() throws IOException {
        fragment("10-site.yaml", "targets:\n  live: {to: 'dir:/srv/r', password_file: /etc/secret}\n");
        Ended shown = node.with("STRINGLESS_PULP_PASSWORD", "secret", "config", "show", "--output", "json");
        assertThat(shown.out()).doesNotContain("secret@").doesNotContain("\"secret\"");
        JsonObject document = JsonObject.parse(shown.out()).format(1);
        assertThat(document.texts("files"))
                .containsExactly(
                        directory.resolve("stringless.yaml").toString(),
                        directory.resolve("conf.d/10-site.yaml").toString());
        List<JsonObject> settings = document.objects("settings");
        assertThat(settings)
                .extracting(line -> line.text("key") + " " + line.text("origin") + " " + line.text("place"))
                .contains(
                        "period file " + directory.resolve("stringless.yaml") + ":3",
                        "run_timeout default ",
                        "targets.live.password_file file " + directory.resolve("conf.d/10-site.yaml") + ":2",
                        "STRINGLESS_PULP_PASSWORD environment STRINGLESS_PULP_PASSWORD");
        assertThat(settings)
                .filteredOn(line -> line.text("key").equals("allowed_links"))
                .singleElement()
                .satisfies(line -> assertThat(line.texts("value")).isEmpty());
        assertThat(document.texts("ignored_variables")).isEmpty();
    }

    @Test
    void anOptionBeforeAndOneAfterTheNameBothCount() {
        Ended shown = node.stringless("--set", "channel=a", "config", "show", "--set", "slot_index=7");
        assertThat(shown.out()).contains("option --set channel", "option --set slot_index");
        Ended wrong = node.stringless("--set", "perod=1h", "config", "show", "--set", "slot_index=x");
        assertThat(wrong.status()).isEqualTo(Reason.CONFIGURATION.exitStatus());
        assertThat(wrong.err())
                .startsWith("stringless: 2 problems in the configuration:\n")
                .contains("\n--set perod: unknown key 'perod'; did you mean 'period'?\n")
                .contains("\n--set slot_index: 'x' is not a whole number from 0 on.\nNext: ");
        assertThat(node.stringless("--set", "period", "config", "show").status())
                .isEqualTo(64);
    }

    @Test
    void aNamedFileIsReadAlone() throws IOException {
        fragment("10-site.yaml", "chanel: x\n");
        Path other = Files.writeString(root.resolve("other.yaml"), "channel: other\n");
        assertThat(node.stringless("config", "show", "--config", other.toString())
                        .out())
                .contains("other", other + ":1")
                .doesNotContain("node.example");
        Ended wrong = node.stringless("config", "show");
        assertThat(wrong.status()).isEqualTo(78);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .startsWith("stringless: " + directory.resolve("conf.d/10-site.yaml")
                        + ":1: unknown key 'chanel'; did you mean 'channel'?\nNext: ");
    }

    @Test
    void aRunThatAWrongConfigurationPreventsIsToldWithTheNextGoodOne() throws IOException {
        List<RunRecord> taken = Collections.synchronizedList(new ArrayList<>());
        HttpServer collector = collector(taken);
        try {
            node.store().activate(node.release("1.a", "notice('a')"));
            fragment("10-site.yaml", "colector: [\n");
            Ended broken = node.stringless("run", "--trigger", "timer");
            assertThat(broken.status()).isEqualTo(Reason.CONFIGURATION.exitStatus());
            assertThat(broken.err()).contains(directory.resolve("conf.d/10-site.yaml") + ":2: this is not YAML: ");
            assertThat(node.stringless("status").out()).contains("last run   failed", ":2: this is not YAML: ");
            assertThat(node.stringless("status").status()).isEqualTo(78);
            RunRecord kept = node.records().get(0);
            assertThat(kept.node().text()).isEqualTo("node.example");
            assertThat(kept.stage()).isEqualTo(Stage.START);
            fragment(
                    "10-site.yaml",
                    "collector: http://127.0.0.1:" + collector.getAddress().getPort() + "/\n");
            Ended good = node.stringless("run", "--no-fetch");
            assertThat(good.status()).as(good.err()).isZero();
            assertThat(node.records()).isEmpty();
            assertThat(taken).extracting(RunRecord::sequence).containsExactlyInAnyOrder(1L, 2L);
            assertThat(taken).contains(kept);
            assertThat(kept.problem().orElseThrow().reason()).isEqualTo(Reason.CONFIGURATION);
            fragment("20-typing.yaml", "perod: 1h\n");
            assertThat(node.stringless("run").status()).isEqualTo(78);
            assertThat(taken)
                    .as("the collector is known, so it is told at once")
                    .hasSize(3);
        } finally {
            collector.stop(0);
        }
    }

    private static HttpServer collector(List<RunRecord> taken) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/runs", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            RunRecord record = RunRecordJson.read(body);
            taken.add(record);
            byte[] answer = ("{\"run_id\":\"" + record.id() + "\",\"stored\":true}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void fragment(String name, String yaml) throws IOException {
        Files.createDirectories(directory.resolve("conf.d"));
        Files.writeString(directory.resolve("conf.d").resolve(name), yaml);
    }
}
