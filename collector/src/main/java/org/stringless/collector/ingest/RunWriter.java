package org.stringless.collector.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.stringless.collector.store.ArrivedRun;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.StoreException;

/**
 * The one thread that writes. Runs that wait while a commit goes on share the next one; a run that the store refuses is found by halving its
 * batch, and does not harm the others.
 */
public final class RunWriter implements AutoCloseable {
    private static final int BATCH = 512;

    private final RunStore store;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::write, "writes runs");
    private volatile boolean open = true;

    private record Waiting(ArrivedRun run, Consumer<Ingested> answer) {}

    /** Starts the thread. */
    public RunWriter(RunStore store) {
        this.store = store;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a run; the answer is given, by the writing thread, when it is known. The caller bounds how much waits. */
    public void put(ArrivedRun run, Consumer<Ingested> answer) {
        if (open) {
            queue.add(new Waiting(run, answer));
        } else {
            answer.accept(new Ingested.Busy("The collector is stopping."));
        }
    }

    /** Whether the thread is at work. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Takes no more runs, stores those that wait, and ends. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        while (open || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    store(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void store(List<Waiting> batch) {
        List<Boolean> isNew;
        try {
            isNew = store.store(batch.stream().map(Waiting::run).toList());
        } catch (StoreException e) {
            if (!e.ofTheRecord()) {
                batch.forEach(waiting -> waiting.answer().accept(new Ingested.Busy(sentence(e))));
            } else if (batch.size() == 1) {
                batch.get(0).answer().accept(new Ingested.Refused(422, sentence(e)));
            } else {
                store(batch.subList(0, batch.size() / 2));
                store(batch.subList(batch.size() / 2, batch.size()));
            }
            return;
        } catch (RuntimeException e) {
            // A fault of ours must not end the only thread that writes.
            batch.forEach(
                    waiting -> waiting.answer().accept(new Ingested.Busy("A fault of the collector: " + e + ".")));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i)
                    .answer()
                    .accept(new Ingested.Stored(batch.get(i).run().run().id(), isNew.get(i)));
        }
    }

    private static String sentence(StoreException e) {
        return "The record was not stored: " + e.getMessage() + ".";
    }
}
