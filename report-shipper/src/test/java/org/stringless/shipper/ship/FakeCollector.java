package org.stringless.shipper.ship;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.zip.GZIPInputStream;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

/** A collector over a real socket that answers each record as a test wishes. */
final class FakeCollector implements AutoCloseable {
    final List<RunRecord> asked = new ArrayList<>();
    String retryAfter = "";
    private final HttpServer server;
    private final ToIntFunction<RunRecord> answer;

    FakeCollector(ToIntFunction<RunRecord> answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/runs", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        RunRecord record;
        try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            record = RunRecordJson.read(body.readAllBytes());
        }
        asked.add(record);
        byte[] text = "{\"error\":\"not liked\"}".getBytes(StandardCharsets.UTF_8);
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
        }
        exchange.sendResponseHeaders(answer.applyAsInt(record), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
