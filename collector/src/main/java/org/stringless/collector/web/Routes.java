package org.stringless.collector.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.stringless.collector.ingest.ByteBudget;
import org.stringless.collector.ingest.IngestCounts;
import org.stringless.collector.ingest.RunIntake;
import org.stringless.collector.ingest.RunWriter;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.StoreException;
import org.stringless.model.node.NodeName;

/** Every address of the collector. */
public final class Routes extends Handler.Abstract {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final RunIntake intake;
    private final RunWriter writer;
    private final RunStore store;
    private final FleetPages pages;
    private final FleetJson documents;
    private final Metrics metrics;
    private final String style = resource("style.css");

    /** The addresses, over that store and that writer. */
    public Routes(RunStore store, RunWriter writer, ByteBudget budget, Clock clock) {
        IngestCounts counts = new IngestCounts();
        this.intake = new RunIntake(writer, budget, counts, clock);
        this.writer = writer;
        this.store = store;
        this.pages = new FleetPages(store, clock);
        this.documents = new FleetJson(store, clock);
        this.metrics = new Metrics(store, counts, budget, clock);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        String method = request.getMethod();
        if (path.equals("/v1/runs") && method.equals("POST")) {
            intake.take(request, response, callback);
            return true;
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, path.equals("/v1/runs") ? "POST" : "GET, HEAD");
            send(FleetJson.error(405, "There is no " + method + " of this address."), response, callback);
            return true;
        }
        send(answer(path, request), response, callback);
        return true;
    }

    private Answer answer(String path, Request request) {
        try {
            return route(path, new Question(request));
        } catch (BadQuestionException e) {
            return problem(path, 400, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            return problem(path, 503, "The store is not well: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            return problem(path, 500, "A fault of the collector: " + e + ".");
        }
    }

    private Answer route(String path, Question question) {
        return switch (path) {
            case "/" -> pages.fleet(question);
            case "/releases" -> pages.releases();
            case "/style.css" -> new Answer(200, "text/css; charset=utf-8", style);
            case "/healthz" -> health();
            case "/metrics" -> metrics.answer();
            case "/v1/fleet" -> documents.fleet();
            case "/v1/nodes" -> documents.nodes(question);
            case "/v1/failures" -> documents.failures(question);
            case "/v1/releases" -> documents.releases();
            default -> below(path, question);
        };
    }

    private Answer below(String path, Question question) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return switch (path.substring(0, path.length() - name.length())) {
            case "/nodes/" -> pages.node(nodeName(name), question);
            case "/runs/" -> pages.run(Question.runId(name));
            case "/v1/nodes/" -> documents.node(nodeName(name), question);
            case "/v1/runs/" -> documents.run(Question.runId(name));
            default -> problem(path, 404, "There is nothing at this address.");
        };
    }

    private Answer health() {
        if (!writer.isAlive()) {
            return Answer.plain(503, "the writer is not at work\n");
        }
        store.pendingNodes();
        return Answer.plain(200, "ok\n");
    }

    private Answer problem(String path, int status, String sentence) {
        return path.startsWith("/v1/") ? FleetJson.error(status, sentence) : pages.problem(status, sentence);
    }

    private static NodeName nodeName(String text) {
        try {
            return new NodeName(text);
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException("'" + text + "' is not a node's name.", e);
        }
    }

    private static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.getHeaders().put("Content-Security-Policy", POLICY);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(answer.text().getBytes(StandardCharsets.UTF_8)), callback);
    }

    private static String resource(String name) {
        try (InputStream stream = Routes.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
