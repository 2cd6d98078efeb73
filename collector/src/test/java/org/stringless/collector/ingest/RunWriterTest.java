package org.stringless.collector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.collector.SampleRuns;
import org.stringless.collector.sqlite.SqliteRunStore;
import org.stringless.collector.store.ArrivedRun;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.StoreException;

class RunWriterTest {
    @TempDir
    private Path directory;

    @Test
    void refusesOnlyTheRunThatTheStoreCannotTake() throws InterruptedException {
        Map<String, Ingested> answers = new LinkedHashMap<>();
        try (RunStore real = SqliteRunStore.open(directory.resolve("store.sqlite"));
                RunWriter writer = new RunWriter(failingFor("poison", true, real))) {
            sendTen(writer, answers);
        }

        assertThat(answers).hasSize(10);
        assertThat(answers.get("poison")).isInstanceOf(Ingested.Refused.class);
        assertThat(answers.values())
                .filteredOn(Ingested.Stored.class::isInstance)
                .hasSize(9);
    }

    @Test
    void asksTheSendersToComeAgainWhenTheStoreIsNotWell() throws InterruptedException {
        Map<String, Ingested> answers = new LinkedHashMap<>();
        try (RunStore real = SqliteRunStore.open(directory.resolve("store.sqlite"));
                RunWriter writer = new RunWriter(failingFor("poison", false, real))) {
            sendTen(writer, answers);
        }

        assertThat(answers.get("poison")).isInstanceOf(Ingested.Busy.class);
        assertThat(answers.values()).noneMatch(Ingested.Refused.class::isInstance);
    }

    private static void sendTen(RunWriter writer, Map<String, Ingested> answers) throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            String node = i == 6 ? "poison" : "node" + i;
            ArrivedRun run = new ArrivedRun(SampleRuns.of(node).record(), new byte[] {1}, SampleRuns.START);
            writer.put(run, result -> {
                answers.put(node, result);
                answered.countDown();
            });
        }
        assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
    }

    /** The real store, but for one node's runs. */
    private static RunStore failingFor(String node, boolean ofTheRecord, RunStore real) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("store")
                            && ((List<?>) arguments[0])
                                    .stream()
                                            .anyMatch(run -> ((ArrivedRun) run)
                                                    .run()
                                                    .node()
                                                    .text()
                                                    .equals(node))) {
                        throw new StoreException("it is broken", ofTheRecord, new IllegalStateException());
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
