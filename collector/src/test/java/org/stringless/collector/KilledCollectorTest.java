package org.stringless.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.collector.sqlite.SqliteRunStore;
import org.stringless.collector.store.RunRow;
import org.stringless.collector.store.RunStore;
import org.stringless.io.process.Command;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.RunRecord;

/** kill -9 of a real collector while records come in. */
class KilledCollectorTest {
    private static final int ROUNDS = 2;
    private static final int SENDERS = 8;
    private static final int ENOUGH = 100;

    @TempDir
    private Path directory;

    @Test
    void losesNoAcknowledgedRunAndKeepsNoneTwice() throws Exception {
        Path file = directory.resolve("store.sqlite");
        List<RunRecord> sent = new ArrayList<>();
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            sendUntilKilled(file, round, sent, acknowledged);
        }

        Process process = start(file);
        Client client = new Client(address(process));
        for (RunRecord run : sent) {
            int status = client.send(run).statusCode();
            assertThat(status).as("repeat of " + run.id()).isIn(200, 201);
            if (acknowledged.contains(run.id().toString())) {
                assertThat(status).as("repeat of the acknowledged " + run.id()).isEqualTo(200);
            }
        }
        process.destroyForcibly().waitFor();

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * ENOUGH);
        assertThat(stored(file))
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(run -> run.id().toString()).toList());
    }

    private void sendUntilKilled(Path file, int round, List<RunRecord> sent, Set<String> acknowledged)
            throws Exception {
        Process process = start(file);
        Client client = new Client(address(process));
        ConcurrentLinkedQueue<RunRecord> begun = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(ENOUGH);
        AtomicBoolean dead = new AtomicBoolean();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            String node = "node" + sender;
            Thread thread = new Thread(() -> {
                for (int i = 1; !dead.get(); i++) {
                    RunRecord run = SampleRuns.of(node)
                            .number(round * 100_000L + i)
                            .changed()
                            .record();
                    begun.add(run);
                    try {
                        if (client.send(run).statusCode() == 201) {
                            done.add(run.id().toString());
                            enough.countDown();
                        }
                    } catch (UncheckedIOException e) {
                        return;
                    }
                }
            });
            thread.start();
            senders.add(thread);
        }
        enough.await();
        process.destroyForcibly().waitFor();
        dead.set(true);
        for (Thread thread : senders) {
            thread.join();
        }
        sent.addAll(begun);
        acknowledged.addAll(done);
    }

    private static List<String> stored(Path file) {
        List<String> ids = new ArrayList<>();
        try (RunStore store = SqliteRunStore.open(file)) {
            for (int sender = 0; sender < SENDERS; sender++) {
                for (RunRow run : store.runs(new NodeName("node" + sender), Optional.empty(), 1_000_000)
                        .rows()) {
                    ids.add(run.id().toString());
                }
            }
        }
        return ids;
    }

    private static Process start(Path file) throws IOException {
        return Command.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectorProcessMain.class.getName(),
                        file.toString())
                .start();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return URI.create(Optional.ofNullable(out.readLine()).orElseThrow());
    }
}
