package org.stringless.collector.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.stringless.collector.store.ArrivedRun;
import org.stringless.io.json.JsonException;
import org.stringless.model.run.RunRecord;
import org.stringless.reportwire.RunRecordJson;

/** The bytes of one request, on their way to a run. */
final class RunBody {
    /** Most bytes on the wire. */
    static final int MOST_ON_WIRE = 4 << 20;

    /** Most bytes once inflated. */
    static final int MOST_OPEN = 16 << 20;

    private final byte[] wire;
    private final boolean compressed;

    RunBody(byte[] wire, boolean compressed) {
        this.wire = wire;
        this.compressed = compressed;
    }

    /**
     * Inflates, counting, and reads the record.
     *
     * @param share holds what the body becomes
     * @throws TurnedAwayException when it is too large, or no record
     */
    ArrivedRun read(Instant received, ByteBudget.Share share) throws TurnedAwayException {
        byte[] json = compressed ? inflate(share) : wire;
        RunRecord record;
        try {
            record = RunRecordJson.read(json);
        } catch (JsonException e) {
            throw TurnedAwayException.refused(400, "The body is not a run record: " + e.getMessage() + ".");
        }
        try {
            return new ArrivedRun(record, compressed ? wire : deflate(json), received);
        } catch (IllegalArgumentException e) {
            throw TurnedAwayException.refused(422, "The run record cannot be kept: " + e.getMessage() + ".");
        }
    }

    private byte[] inflate(ByteBudget.Share share) throws TurnedAwayException {
        try (InputStream open = new GZIPInputStream(new ByteArrayInputStream(wire), 8 << 10)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(wire.length * 4);
            byte[] buffer = new byte[16 << 10];
            for (int n = open.read(buffer); n >= 0; n = open.read(buffer)) {
                if (bytes.size() + n > MOST_OPEN) {
                    throw TurnedAwayException.refused(
                            413, "The body is larger than " + MOST_OPEN + " bytes when it is inflated.");
                }
                share.take(n);
                bytes.write(buffer, 0, n);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw TurnedAwayException.refused(400, "The body is not gzip: " + e.getMessage() + ".");
        }
    }

    private static byte[] deflate(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
