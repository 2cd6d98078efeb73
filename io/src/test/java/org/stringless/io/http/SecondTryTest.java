package org.stringless.io.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.file.Sha256;

/** Against a real server that does something else when it is asked first. */
class SecondTryTest {
    private static final byte[] CONTENT = "all of it".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @FunctionalInterface
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    @TempDir
    private Path scratch;

    private final Transport transport = new SecondTry(new Web(), Duration.ofMillis(30));
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private URI address;
    private Answer first = SecondTryTest::whole;
    private Answer then = SecondTryTest::whole;

    @BeforeEach
    void aServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                (asked.getAndIncrement() == 0 ? first : then).give(exchange);
            }
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFaultOfTheServerMayBeOverSoon() throws IOException {
        first = exchange -> exchange.sendResponseHeaders(503, -1);
        assertThat(transport.fetch(address, 100)).isEqualTo(CONTENT);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aConnectionClosedWithoutAWordIsOpenedAgain() throws IOException {
        first = HttpExchange::close;
        assertThat(transport.fetch(address, 100)).isEqualTo(CONTENT);
    }

    @Test
    void aFileThatBreaksOffIsTakenFromItsBeginning() throws IOException {
        first = exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 3);
            exchange.getResponseBody().flush();
        };
        Path file = scratch.resolve("file");
        assertThat(transport.download(address, file, 100)).isEqualTo(Sha256.of(CONTENT));
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    void anAnswerThatWillNotChangeIsTakenAtOnce() {
        first = exchange -> exchange.sendResponseHeaders(404, -1);
        assertThatThrownBy(() -> transport.fetch(address, 100)).isInstanceOf(NotThereException.class);
        assertThat(asked).hasValue(1);
        asked.set(0);
        first = exchange -> exchange.sendResponseHeaders(403, -1);
        assertThatThrownBy(() -> transport.fetch(address, 100)).hasMessage(address + " answered 403");
        assertThat(asked).hasValue(1);
        asked.set(0);
        first = SecondTryTest::whole;
        assertThatThrownBy(() -> transport.fetch(address, 3)).isInstanceOf(TooLargeException.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void theSecondAnswerIsTheLast() {
        first = exchange -> exchange.sendResponseHeaders(500, -1);
        then = exchange -> exchange.sendResponseHeaders(502, -1);
        assertThatThrownBy(() -> transport.fetch(address, 100)).hasMessage(address + " answered 502");
        assertThat(asked).hasValue(2);
        server.stop(0);
        assertThatThrownBy(() -> transport.fetch(address, 100)).isInstanceOf(ConnectException.class);
    }

    private static void whole(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
    }
}
