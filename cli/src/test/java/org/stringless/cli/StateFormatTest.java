package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stringless.cli.NodeByHand.Ended;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.Stage;

/**
 * State that other versions have left. {@code src/test/golden/state-1} is what the first format looks like, after two runs, a rollback and a
 * run that was cut short; it is never written anew, so that every later version goes on reading it.
 */
class StateFormatTest {
    private static final Path GOLDEN = Path.of("src/test/golden/state-1");

    @TempDir
    private Path root;

    private NodeByHand node;

    @BeforeEach
    void aNodeOfTheFirstFormat() throws IOException {
        node = new NodeByHand(root);
        node.configure("channel: production\nrepository: file:///nowhere/\n");
        copy(GOLDEN, node.state());
    }

    @Test
    void everythingOfTheFirstFormatIsReadAndTheNextRunGoesOnFromIt() throws IOException {
        JsonObject status = status();
        assertThat(status.text("current_release")).isEqualTo("20260101.000000.aaaaaaa");
        assertThat(status.text("held_release")).isEqualTo("20260101.000000.aaaaaaa");
        assertThat(status.object("last_run").text("outcome")).isEqualTo("changed");
        assertThat(status.object("spool").integer("records")).isEqualTo(2);
        assertThat(node.stringless("releases").out())
                .contains("* 20260101.000000.aaaaaaa", "  20260102.000000.bbbbbbb");
        assertThat(node.store().damage(node.store().current().orElseThrow(), Instant.now()))
                .isEmpty();
        assertThat(node.stringless("rollback", "--resume").status()).isZero();
        trustSomebody();
        Ended run = node.stringless("run");
        assertThat(run.status()).as(run.err()).isEqualTo(Reason.REPOSITORY_BROKEN.exitStatus());
        List<RunRecord> records = node.records();
        assertThat(records).extracting(RunRecord::sequence).containsExactly(1L, 2L, 3L, 4L);
        RunRecord cutShort = records.get(2);
        assertThat(cutShort.problem().orElseThrow().reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(cutShort.stage()).isEqualTo(Stage.APPLY);
        RunRecord last = records.get(3);
        assertThat(last.applied().orElseThrow().text()).isEqualTo("20260101.000000.aaaaaaa");
        // The channel's memory: nobody was asked.
        assertThat(last.serial()).isEqualTo(2);
    }

    @Test
    void aStateOfANewerFormatIsRefusedInOneSentenceAndLeftAsItIs() throws IOException {
        Files.writeString(
                node.state().resolve("format.json"), "{ \"format\": 2, \"written_by\": \"stringless 9.0.0\" }");
        Map<String, String> before = listing();
        for (List<String> words : List.of(
                List.of("run"),
                List.of("status"),
                List.of("ship"),
                List.of("releases"),
                List.of("rollback"),
                List.of("spool", "list"))) {
            Ended ended = node.stringless(words.toArray(String[]::new));
            assertThat(ended.status()).as(words.toString()).isEqualTo(Reason.STATE_NEWER.exitStatus());
            assertThat(ended.err())
                    .contains("was written by stringless 9.0.0, in format 2; this program reads formats up to 1.")
                    .contains("Install that version again; nothing was changed.");
        }
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void theTimerFollowsThePeriodOfTheChannelUnlessTheConfigurationHasItsOwn() throws IOException {
        trustSomebody();
        assertThat(node.stringless("schedule", "install").out()).contains("/30:");
        Path memory = node.state().resolve("state/channel-production.json");
        Files.writeString(memory, Files.readString(memory).replace("PT30M", "PT2H"));
        assertThat(node.stringless("schedule", "show").out())
                .contains("every 2 h")
                .contains("still ");
        assertThat(node.stringless("run").err()).contains("the channel's period is 2 h now; the timer follows it.");
        assertThat(node.stringless("schedule", "show").out())
                .contains("every 2 h")
                .doesNotContain("still ");
        assertThat(lastSpan()).isEqualTo(Duration.ofHours(4));
        node.configure("channel: production\nrepository: file:///nowhere/\nperiod: 1h\n");
        node.stringless("schedule", "install");
        assertThat(node.stringless("run").err()).doesNotContain("the timer follows it");
        assertThat(node.stringless("schedule", "show").out())
                .contains("every 1 h")
                .doesNotContain("still ");
        assertThat(lastSpan()).isEqualTo(Duration.ofHours(2));
    }

    private Duration lastSpan() throws IOException {
        List<RunRecord> records = node.records();
        RunRecord last = records.get(records.size() - 1);
        return Duration.between(last.started(), last.dueBy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "{ \"format\": \"two\" }"})
    void aStateThatCannotSayItsFormatIsRefusedAndLeftAsItIs(String mark) throws IOException {
        Files.writeString(node.state().resolve("format.json"), mark);
        Map<String, String> before = listing();
        for (String command : List.of("run", "status")) {
            Ended ended = node.stringless(command);
            assertThat(ended.status()).isEqualTo(Reason.STORE_DAMAGED.exitStatus());
            assertThat(ended.err()).contains("Which format the node's state has cannot be read", "format.json");
        }
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void aStateFromBeforeThereWasAMarkIsOfTheFirstFormat() throws IOException {
        Files.delete(node.state().resolve("format.json"));
        assertThat(status().text("current_release")).isEqualTo("20260101.000000.aaaaaaa");
    }

    private void trustSomebody() {
        assertThat(node.stringless("keys", "init", "--algorithm", "ed25519").status())
                .isZero();
        for (String role : List.of("release", "channel")) {
            String key = root.resolve("etc/stringless/signing/" + role + ".asc").toString();
            assertThat(node.stringless("keys", "import", "--role", role, key).status())
                    .isZero();
        }
    }

    private JsonObject status() {
        return JsonObject.parse(node.stringless("status", "--output", "json").out());
    }

    private Map<String, String> listing() throws IOException {
        Map<String, String> files = new TreeMap<>();
        List<Path> found;
        try (Stream<Path> all = Files.walk(node.state())) {
            found = new ArrayList<>(all.toList());
        }
        for (Path file : found) {
            files.put(
                    file.toString(),
                    Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "");
        }
        return files;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
