package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.collector.Collector;
import org.stringless.io.json.JsonObject;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;
import org.stringless.reportwire.RunRecordJson;

/** Against a real collector that has taken real records in. */
class MeasuredFleetTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    Path directory;

    private Collector collector;
    private URI address = URI.create("http://127.0.0.1/");
    private String out = "";
    private String err = "";

    @BeforeEach
    void serves() {
        collector = Collector.start(
                new InetSocketAddress("127.0.0.1", 0), directory.resolve("runs.db"), Clock.fixed(NOW, ZoneOffset.UTC));
        address = collector.address();
    }

    @AfterEach
    void stops() {
        collector.close();
    }

    @Test
    void plansTheNodesThatTheCollectorKnowsWithTheTimesOfTheirRecords() throws Exception {
        for (int node = 0; node < 12; node++) {
            send("web" + node, Duration.ofMinutes(30), Duration.ofSeconds(4), Duration.ofSeconds(2));
        }
        send("db1", Duration.ofHours(1), Duration.ofSeconds(9), Duration.ofMinutes(20));
        assertThat(plan("--output", "json", "--capacity", "40")).as(err).isZero();
        JsonObject plan = JsonObject.parse(out);
        List<JsonObject> measured = plan.objects("measured");
        assertThat(measured).extracting(group -> group.text("name")).containsExactly("every 30 min", "every 1 h");
        assertThat(measured).extracting(group -> group.number("nodes")).containsExactly(12, 1);
        assertThat(measured)
                .extracting(group -> group.plain("repository_seconds"))
                .containsExactly("4.0", "9.0");
        // What waited for twenty minutes in its spool says nothing of the collector.
        assertThat(measured)
                .extracting(group -> group.plain("collector_seconds"))
                .containsExactly("2.0", "1.0");
        assertThat(measured.get(0).number("peak_arrivals_per_second")).isEqualTo(12);
        assertThat(Double.parseDouble(measured.get(0).plain("arrivals_per_second")))
                .isCloseTo(12 / 1800.0, within(1e-6));
        assertThat(plan.objects("groups").get(0).number("peak_per_second")).isEqualTo(1);
    }

    @Test
    void aRunThatNeverFetchedSaysNothingOfTheRepository() throws Exception {
        send("web1", Duration.ofMinutes(30), Map.of(Stage.FETCH, Duration.ofSeconds(4)), Duration.ofSeconds(2));
        send("web2", Duration.ofMinutes(30), Map.of(Stage.START, Duration.ofSeconds(1)), Duration.ofSeconds(2));
        send("off", Duration.ofHours(1), Map.of(Stage.START, Duration.ofSeconds(1)), Duration.ofSeconds(2));
        plan("--output", "json", "--capacity", "40");
        assertThat(JsonObject.parse(out).objects("measured"))
                .extracting(group -> group.plain("repository_seconds"))
                .containsExactly("4.0", "1.0");
    }

    @Test
    void showsWhatWasMeasuredToPeople() throws Exception {
        send("web", Duration.ofMinutes(30), Duration.ofSeconds(4), Duration.ofMillis(1500));
        assertThat(plan("--capacity", "4")).as(err).isZero();
        assertThat(out).contains("MEASURED", "every 30 min      1         4 s     1.50 s");
    }

    @Test
    void saysSoWhenTheCollectorKnowsNothingOrDoesNotAnswer() {
        assertThat(plan("--capacity", "4")).isEqualTo(64);
        assertThat(err).contains("knows no node yet");
        collector.close();
        assertThat(plan("--capacity", "4")).isEqualTo(60);
        assertThat(err).contains("The collector did not answer");
    }

    private void send(String node, Duration period, Duration fetching, Duration delay)
            throws IOException, InterruptedException {
        send(node, period, Map.of(Stage.FETCH, fetching), delay);
    }

    private void send(String node, Duration period, Map<Stage, Duration> timings, Duration delay)
            throws IOException, InterruptedException {
        Instant ended = NOW.minus(delay);
        Instant started = ended.minusSeconds(20);
        RunRecord run = new RunRecord(
                RunId.at(started, new Random(node.hashCode())),
                new NodeName(node),
                "boot",
                1,
                started,
                ended,
                started.plus(period.multipliedBy(2)),
                Trigger.TIMER,
                Stage.DONE,
                Outcome.UNCHANGED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                "stringless 0.1.0",
                "puppet 7.23.0",
                false,
                List.of(),
                List.of(),
                timings,
                RunRecord.ResourceCounts.NONE,
                List.of(),
                List.of());
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/v1/runs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(RunRecordJson.write(run)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private int plan(String... options) {
        StringWriter told = new StringWriter();
        StringWriter trouble = new StringWriter();
        String[] words = new String[options.length + 4];
        System.arraycopy(
                new String[] {
                    "schedule", "plan", "--from-collector", collector.address().toString()
                },
                0,
                words,
                0,
                4);
        System.arraycopy(options, 0, words, 4, options.length);
        int status = Main.run(new PrintWriter(told), new PrintWriter(trouble), words);
        out = told.toString();
        err = trouble.toString();
        return status;
    }
}
