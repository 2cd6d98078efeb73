package org.stringless.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

/** Talks to a collector as nodes and people do. */
public final class Client {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI collector;

    public Client(URI collector) {
        this.collector = collector;
    }

    public HttpResponse<String> send(RunRecord run) {
        return post(gzip(RunRecordJson.write(run)), "application/json", "gzip");
    }

    HttpResponse<String> post(byte[] body, String type, String encoding) {
        HttpRequest.Builder request = HttpRequest.newBuilder(collector.resolve("/v1/runs"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        return exchange(encoding.isEmpty() ? request : request.header("Content-Encoding", encoding));
    }

    public HttpResponse<String> get(String path) {
        return exchange(HttpRequest.newBuilder(collector.resolve(path)).timeout(Duration.ofSeconds(5)));
    }

    static byte[] gzip(byte[] open) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
