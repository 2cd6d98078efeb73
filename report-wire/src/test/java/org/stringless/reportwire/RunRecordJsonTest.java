package org.stringless.reportwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stringless.io.json.JsonException;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.LogLine;
import org.stringless.model.run.RunRecord.Problem;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.RunRecord.ResourceEvent;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;

class RunRecordJsonTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");
    private static final RunRecord FULL = new RunRecord(
            RunId.parse("019ab0c4-5d1e-7c3a-9f00-0123456789ab"),
            new NodeName("web1.example.org"),
            "b0071d",
            412,
            START,
            START.plusSeconds(9),
            START.plusSeconds(3600),
            Trigger.TIMER,
            Stage.COMPILE,
            Outcome.FAILED,
            Optional.of(new Problem(
                    Reason.COMPILE_FAILED, "It does not compile: \"ü\u0001\n\u2028\ud83d\ude00\".", "Mend it.")),
            Optional.of(new ReleaseId("20260301.093000.abc1234")),
            Optional.of(new ReleaseId("20260228.093000.1234abc")),
            Optional.of(new ChannelName("production")),
            Integer.MAX_VALUE + 1L,
            10,
            "stringless 0.1.0",
            "puppet 7.23.0",
            true,
            List.of("web", "db"),
            List.of("slow"),
            Map.of(Stage.FETCH, Duration.ofMillis(120), Stage.COMPILE, Duration.ofSeconds(1, 5)),
            new ResourceCounts(6, 1, 2, 3, 4, 5),
            List.of(new ResourceEvent("File[/etc/motd]", "changed", "content", "a", "b", "said", true, "init.pp", 12)),
            List.of(new LogLine(START, "err", "Puppet", "said")));

    private static String text() {
        return new String(RunRecordJson.write(FULL), StandardCharsets.UTF_8);
    }

    private static RunRecord read(String text) {
        return RunRecordJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        assertThat(text()).doesNotContain("\n");
        assertThat(read(text())).isEqualTo(FULL);
    }

    @Test
    void whatIsEmptyIsReadAsEmpty() {
        String text = text().replaceFirst("(?s)\"problem\":\\{.*?\\},", "")
                .replaceFirst(
                        "\"release_wanted\":\"[^\"]*\",\"release_applied\":\"[^\"]*\",\"channel\":\"[^\"]*\",", "");
        RunRecord run = read(text);
        assertThat(run.problem()).isEmpty();
        assertThat(run.wanted()).isEmpty();
        assertThat(run.applied()).isEmpty();
        assertThat(run.channel()).isEmpty();
        assertThat(read(new String(RunRecordJson.write(run), StandardCharsets.UTF_8)))
                .isEqualTo(run);
    }

    @Test
    void membersOfANewerNodeAreNoError() {
        assertThat(read(text().replaceFirst("\\{", "{\"mood\":{\"today\":[1,2]},")))
                .isEqualTo(FULL);
    }

    @Test
    void aReasonOfANewerNodeKeepsItsSentence() {
        Problem problem = read(text().replace("compile-failed", "moon-too-full"))
                .problem()
                .orElseThrow();
        assertThat(problem.reason()).isEqualTo(Reason.COULD_NOT_RUN);
        assertThat(problem.message()).startsWith("It does not compile");
    }

    @Test
    void aTimingOfAStageThatANewerNodeHasIsLeftOut() {
        assertThat(read(text().replace("\"fetch\":\"PT", "\"orbit\":\"PT")).timings())
                .containsOnlyKeys(Stage.COMPILE);
    }

    @Test
    void anotherFormatIsRefused() {
        assertThatThrownBy(() -> read(text().replace("\"format\":1,", "\"format\":2,")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("format 2 is not the format 1");
    }

    @Test
    void whatIsWrongIsNamed() {
        for (String name : List.of("id", "node", "started", "sequence", "outcome", "resources")) {
            assertThatThrownBy(() -> read(text().replaceFirst("\"" + name + "\":", "\"" + name + "\":null,\"was\":")))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining(name);
        }
    }
}
