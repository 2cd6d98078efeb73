package org.stringless.applier.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;

/**
 * A running engine. It loads Puppet, waits for an order, compiles, waits for a word, applies. Closed without an order it goes away and has
 * done nothing.
 */
public final class EngineProcess implements AutoCloseable {
    /** The engine's own status for a lock that is held. */
    static final int LOCKED = 75;

    private static final String END_OF_STREAM = "";

    private final Process process;
    private final EngineStart start;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private Duration grace = Duration.ofSeconds(30);
    private volatile boolean stopAsked;
    private boolean ordered;

    EngineProcess(Process process, EngineStart start) {
        this.process = process;
        this.start = start;
        Thread reader = new Thread(this::read, "hears the engine");
        reader.setDaemon(true);
        reader.start();
    }

    /** How long the engine has, after it was told to stop, before it is told again and then killed (30 s). */
    public EngineProcess grace(Duration other) {
        grace = other;
        return this;
    }

    /**
     * Waits until it holds the run's lock.
     *
     * @return false when another run holds it
     */
    public boolean awaitLock() throws IOException {
        try {
            String first = lines.take();
            if (first.equals(END_OF_STREAM)) {
                lines.add(first); // it died at once: its result will tell
                return true;
            }
            JsonObject event = JsonObject.parse(first);
            return !(event.text("event").equals("end") && event.number("exit") == LOCKED);
        } catch (JsonException e) {
            throw new IOException("the engine does not speak our language: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Compiles and applies.
     *
     * @param limit longest time from now on; then it is stopped, and what was heard until then is the result
     * @throws IOException from the listener; nothing is applied then
     */
    public EngineResult run(EngineOrder order, EngineListener listener, Duration limit) throws IOException {
        List<String> options = new ArrayList<>(start.directories().options());
        options.addAll(order.options());
        Hearing hearing = new Hearing(listener, order, start);
        ordered = true;
        say(JsonObject.compact(java.util.Map.of("words", options)));
        long now = System.nanoTime();
        long next = now + limit.toNanos();
        int told = 0;
        while (true) {
            String line = poll();
            if (line != null && line.equals(END_OF_STREAM)) {
                return hearing.result(exit(), stopAsked);
            }
            if (line != null && hearing.hear(line)) {
                say((hearing.wanted() ? "apply" : "stop").getBytes(StandardCharsets.UTF_8));
            }
            if (told == 0 && stopAsked) {
                next = System.nanoTime();
            }
            if (System.nanoTime() - next >= 0) {
                hearing.stopped(!stopAsked && told == 0);
                tellToStop(told++);
                next = System.nanoTime() + grace.toNanos();
            }
        }
    }

    /** Asks it to stop as soon as it can; callable from any thread. */
    public void stop() {
        stopAsked = true;
    }

    /** Waits for its end. One that has no order has done nothing and is killed; one that still waits for the word to apply gives up. */
    @Override
    public void close() {
        try {
            if (!ordered) {
                process.destroyForcibly();
            }
            process.getOutputStream().close();
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** First and second time by TERM, which a Puppet that loads code may swallow; then by force. */
    private void tellToStop(int told) {
        if (told < 2) {
            process.destroy();
        } else {
            process.destroyForcibly();
        }
    }

    private @Nullable String poll() {
        try {
            return lines.poll(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopAsked = true;
            return null;
        }
    }

    private int exit() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private void say(byte[] line) {
        try {
            OutputStream out = process.getOutputStream();
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            process.destroy(); // it has closed its ear, so it ends, and the end of its stream says so
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            lines.add("{\"event\":\"error\",\"message\":\"its voice was lost\"}");
        }
        lines.add(END_OF_STREAM);
    }
}
