package org.stringless.shipper.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.stringless.io.http.Web;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;
import org.stringless.shipper.spool.Spool;
import org.stringless.shipper.spool.SpooledRecord;

/**
 * Sends what is in the spool to the collector, newest first: a node's present state matters most. A record leaves the spool only when the
 * collector has said that it keeps it; sent twice it is kept once, by its run's id. A collector that says when it wants to be asked again is
 * not asked before.
 */
public final class Shipper {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int LONGEST_ANSWER = 8 * 1024;

    private final URI collector;
    private final Spool spool;
    private final Progress progress;
    private final Pause pause;
    private final OkHttpClient client;

    /** For the collector at that base address. */
    public Shipper(URI collector, Spool spool, Clock clock, Progress progress) {
        this.collector = collector;
        this.spool = spool;
        this.progress = progress;
        this.client = Web.client(Duration.ofSeconds(20), collector);
        this.pause = new Pause(spool.directory(), collector, clock);
    }

    /** Sends all it can; stops at the first sign that the collector takes nothing now. */
    public ShipResult ship() throws IOException {
        List<SpooledRecord> records = new ArrayList<>(spool.records());
        Collections.reverse(records);
        Optional<Instant> until = pause.until();
        if (until.isPresent() && !records.isEmpty()) {
            Failure busy = unreachable("wants to be left alone until " + until.get());
            return new ShipResult(0, 0, records.size(), Optional.of(busy));
        }
        progress.begin("shipping records", records.size());
        int shipped = 0;
        int setAside = 0;
        Optional<Failure> problem = Optional.empty();
        for (SpooledRecord record : records) {
            @Nullable Failure failure = send(record);
            if (failure == null) {
                shipped++;
            } else {
                problem = Optional.of(failure);
                if (spool.records().contains(record)) {
                    break;
                }
                setAside++;
            }
            progress.advance(1, record.id().toString());
        }
        progress.end();
        return new ShipResult(shipped, setAside, spool.records().size(), problem);
    }

    /** Null when the record is with the collector; after a failure it is in quarantine when no later try can help. */
    private @Nullable Failure send(SpooledRecord record) throws IOException {
        RunRecord run;
        try {
            run = spool.read(record);
        } catch (NoSuchFileException e) {
            return null; // another process has shipped it
        } catch (JsonException e) {
            spool.quarantine(record);
            return refused(record, "is torn: " + e.getMessage());
        }
        Request request = new Request.Builder()
                .url(collector.toString().replaceAll("/+$", "") + "/v1/runs")
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(gzip(RunRecordJson.write(run)), JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return answered(record, response);
        } catch (IOException e) {
            return unreachable("does not answer: " + e.getMessage());
        }
    }

    private @Nullable Failure answered(SpooledRecord record, Response response) throws IOException {
        int code = response.code();
        if (response.isSuccessful()) {
            spool.remove(record);
            return null;
        }
        if (code == 400 || code == 413 || code == 415 || code == 422) {
            spool.quarantine(record);
            return refused(record, "was refused by the collector: " + error(response));
        }
        if (code == 429 || code == 503) {
            pause.ask(response.header("Retry-After"));
        }
        if (code == 408 || code == 429 || code >= 500) {
            return unreachable("is busy (" + code + ")");
        }
        return new Failure(
                Reason.COLLECTOR_REFUSED,
                "The collector " + collector + " answered " + code + "; the records stay in the spool.",
                "Check 'collector:' in stringless.yaml.");
    }

    private Failure unreachable(String what) {
        return new Failure(
                Reason.COLLECTOR_UNREACHABLE,
                "The collector " + collector + " " + what + "; the records stay in the spool.",
                "They are sent by the next run, or by 'stringless ship'.");
    }

    private static Failure refused(SpooledRecord record, String what) {
        return new Failure(
                Reason.COLLECTOR_REFUSED,
                "The record " + record.id() + " " + what + ".",
                "It lies in the node's quarantine directory; the other records are not held up.");
    }

    private static String error(Response response) throws IOException {
        byte[] body = response.peekBody(LONGEST_ANSWER).bytes();
        try {
            return JsonObject.parse(body).text("error", "status " + response.code());
        } catch (JsonException e) {
            return "status " + response.code();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
