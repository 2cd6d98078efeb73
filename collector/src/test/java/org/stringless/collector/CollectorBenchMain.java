package org.stringless.collector;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.stringless.collector.sqlite.SqliteRunStore;
import org.stringless.collector.store.ArrivedRun;
import org.stringless.collector.store.RunStore;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.process.Command;
import org.stringless.reportwire.RunRecordJson;

/**
 * Measures a collector in a process of its own: how many small records a second it acknowledges from clients that wait for each answer, and
 * how long its pages take with many nodes. Words: nodes, records, clients.
 */
final class CollectorBenchMain {
    private static final int EVENTS = 8;

    private final int nodes;
    private final Clock clock = Clock.systemUTC();

    private CollectorBenchMain(int nodes) {
        this.nodes = nodes;
    }

    public static void main(String[] words) throws Exception {
        CollectorBenchMain bench = new CollectorBenchMain(Integer.parseInt(words[0]));
        try (ScratchDirectory scratch = ScratchDirectory.temporary()) {
            Path store = scratch.path().resolve("store.sqlite");
            bench.fill(store);
            Process process = bench.start(store);
            URI address = URI.create(
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                            .readLine());
            bench.pages(address);
            bench.ingest(address, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            System.out.printf(
                    Locale.ROOT,
                    "memory: %s%n",
                    Files.readString(Path.of("/proc/" + process.pid() + "/status"))
                            .lines()
                            .filter(line -> line.startsWith("VmHWM"))
                            .findFirst()
                            .orElse(""));
            process.destroy();
            process.waitFor();
        }
    }

    private void fill(Path file) {
        long began = System.nanoTime();
        try (RunStore store = SqliteRunStore.open(file)) {
            List<ArrivedRun> batch = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                SampleRuns run = SampleRuns.of(node(i)).at(clock.instant().minusSeconds(i % 1200));
                if (i % 100 == 0) {
                    run.failed("Package[nginx]", "E: Unable to locate package nginx");
                } else if (i % 20 == 0) {
                    run.changed();
                } else if (i % 333 == 0) {
                    run.at(clock.instant().minus(Duration.ofHours(2)));
                }
                batch.add(
                        new ArrivedRun(run.record(), Client.gzip(RunRecordJson.write(run.record())), clock.instant()));
                if (batch.size() == 512 || i == nodes - 1) {
                    store.store(batch);
                    batch.clear();
                }
            }
            System.out.printf(Locale.ROOT, "filled: %d nodes in %.1f s%n", nodes, (System.nanoTime() - began) / 1e9);
        }
    }

    private Process start(Path file) throws IOException {
        return Command.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectorProcessMain.class.getName(),
                        file.toString())
                .start();
    }

    private void pages(URI address) throws IOException {
        String run;
        Client client = new Client(address);
        String body = client.get("/v1/nodes/" + node(0)).body();
        run = body.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
        for (String page : List.of(
                "/",
                "/?state=all",
                "/?state=unchanged",
                "/?state=silent",
                "/?state=all&q=" + nodes / 2,
                "/releases",
                "/nodes/" + node(0),
                "/runs/" + run,
                "/v1/fleet",
                "/metrics")) {
            long[] times = new long[40];
            int size = 0;
            for (int i = 0; i < times.length; i++) {
                long began = System.nanoTime();
                size = client.get(page).body().length();
                times[i] = System.nanoTime() - began;
            }
            times = Arrays.copyOfRange(times, 10, times.length);
            Arrays.sort(times);
            System.out.printf(
                    Locale.ROOT,
                    "page %-46s median %6.1f ms, worst of 30 %6.1f ms, %d characters%n",
                    page,
                    times[times.length / 2] / 1e6,
                    times[times.length - 1] / 1e6,
                    size);
        }
    }

    private void ingest(URI address, int records, int clients) throws Exception {
        byte[][] requests = new byte[records][];
        long bytes = 0;
        for (int i = 0; i < records; i++) {
            SampleRuns run =
                    SampleRuns.of(node(i % nodes)).number(2 + i / nodes).at(clock.instant());
            for (int event = 0; event < EVENTS; event++) {
                run.changed();
            }
            byte[] body = Client.gzip(RunRecordJson.write(run.record()));
            bytes += body.length;
            requests[i] = request(body);
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        long[] times = new long[records];
        List<Thread> threads = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(() -> send(address, requests, next, times, wrong));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "ingest: %d records of %d bytes by %d clients: %.0f a second, median %.1f ms, 99th of 100 %.1f ms, %d not new%n",
                records,
                bytes / records,
                clients,
                records / seconds,
                times[records / 2] / 1e6,
                times[(int) (records * 0.99)] / 1e6,
                wrong.get());
    }

    private static void send(URI address, byte[][] requests, AtomicInteger next, long[] times, AtomicInteger wrong) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = next.getAndIncrement(); i < requests.length; i = next.getAndIncrement()) {
                long began = System.nanoTime();
                out.write(requests[i]);
                if (!answer(in).contains(" 201 ")) {
                    wrong.incrementAndGet();
                }
                times[i] = System.nanoTime() - began;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = Integer.parseInt(text.replaceAll("(?is).*content-length: ([0-9]+).*", "$1"));
        in.readNBytes(length);
        return text.lines().findFirst().orElse("");
    }

    private static byte[] request(byte[] body) {
        byte[] head = ("POST /v1/runs HTTP/1.1\r\nHost: collector\r\nContent-Type: application/json\r\n"
                        + "Content-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private static String node(int number) {
        return String.format(Locale.ROOT, "node%06d.example.org", number);
    }
}
