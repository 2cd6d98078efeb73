package org.stringless.collector.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.stringless.io.json.JsonObject;

/** Takes run records in by {@code POST /v1/runs}; no thread waits for a slow sender, and nothing is acknowledged before its commit. */
public final class RunIntake {
    private static final int RETRY_AFTER_LEAST = 5;
    private static final int RETRY_AFTER_MOST = 30;

    private final RunWriter writer;
    private final ByteBudget budget;
    private final IngestCounts counts;
    private final Clock clock;

    /** Brings records to that writer, holding no more bytes than the budget has. */
    public RunIntake(RunWriter writer, ByteBudget budget, IngestCounts counts, Clock clock) {
        this.writer = writer;
        this.budget = budget;
        this.counts = counts;
        this.clock = clock;
    }

    /** Takes one request; returns at once. */
    public void take(Request request, Response response, Callback callback) {
        String encoding = header(request, HttpHeader.CONTENT_ENCODING, "identity");
        boolean compressed = encoding.equals("gzip");
        // A page in somebody's browser can send a form to loopback, but not this type.
        if (!header(request, HttpHeader.CONTENT_TYPE, "").startsWith("application/json")) {
            answer(new Ingested.Refused(415, "The Content-Type must be application/json."), response, callback);
        } else if (!compressed && !encoding.equals("identity")) {
            answer(new Ingested.Refused(415, "The Content-Encoding must be gzip or none."), response, callback);
        } else {
            new Reading(request, response, callback, compressed).run();
        }
    }

    private static String header(Request request, HttpHeader name, String otherwise) {
        String value = request.getHeaders().get(name);
        return value == null ? otherwise : value.toLowerCase(Locale.ROOT);
    }

    private void answer(Ingested result, Response response, Callback callback) {
        counts.count(result);
        Map<String, Object> members = new LinkedHashMap<>();
        if (result instanceof Ingested.Stored stored) {
            response.setStatus(stored.isNew() ? 201 : 200);
            members.put("run_id", stored.id().toString());
            members.put("stored", stored.isNew());
        } else if (result instanceof Ingested.Refused refused) {
            response.setStatus(refused.status());
            members.put("error", refused.why());
        } else if (result instanceof Ingested.Busy busy) {
            response.setStatus(503);
            int seconds = ThreadLocalRandom.current().nextInt(RETRY_AFTER_LEAST, RETRY_AFTER_MOST);
            response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
            members.put("error", busy.why());
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(JsonObject.compact(members)), callback);
    }

    /** The body of one request, read as it comes. */
    private final class Reading implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final boolean compressed;
        private final ByteBudget.Share share = budget.share();
        private final ByteArrayOutputStream wire = new ByteArrayOutputStream(4 << 10);

        Reading(Request request, Response response, Callback callback, boolean compressed) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.compressed = compressed;
        }

        @Override
        public void run() {
            try {
                readOn();
            } catch (TurnedAwayException e) {
                end(e.answer());
            } catch (RuntimeException | OutOfMemoryError e) {
                share.giveBack();
                callback.failed(e);
            }
        }

        private void readOn() throws TurnedAwayException {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    share.giveBack();
                    callback.failed(chunk.getFailure());
                    return;
                }
                keep(chunk);
                if (chunk.isLast()) {
                    writer.put(new RunBody(wire.toByteArray(), compressed).read(clock.instant(), share), this::end);
                    return;
                }
            }
        }

        private void keep(Content.Chunk chunk) throws TurnedAwayException {
            try {
                int bytes = chunk.remaining();
                if (wire.size() + bytes > RunBody.MOST_ON_WIRE) {
                    throw TurnedAwayException.refused(
                            413, "The body is larger than " + RunBody.MOST_ON_WIRE + " bytes.");
                }
                share.take(bytes);
                wire.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            } finally {
                chunk.release();
            }
        }

        private void end(Ingested result) {
            share.giveBack();
            answer(result, response, callback);
        }
    }
}
