package org.stringless.collector.sqlite;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.stringless.collector.store.RunRow;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.Stage;
import org.stringless.model.run.Trigger;

/** Columns of table {@code run} as a {@link RunRow}. */
final class RunRowReader {
    static final String COLUMNS = """
            r.id, r.node, r.sequence, r.started, r.ended, r.received, r.trigger, r.stage, r.outcome, r.reason, \
            r.first_error, r.wanted, r.applied, r.channel, r.noop, r.exit_status, r.total, r.changed, r.failed, \
            r.skipped, r.pending, r.corrective""";

    private RunRowReader() {}

    static RunRow read(ResultSet row) throws SQLException {
        return new RunRow(
                id(row.getBytes(1)),
                new NodeName(row.getString(2)),
                row.getLong(3),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                Trigger.ofCode(row.getString(7)),
                Stage.ofCode(row.getString(8)),
                Outcome.ofCode(row.getString(9)),
                optional(row.getString(10), Reason::ofCode),
                row.getString(11),
                optional(row.getString(12), ReleaseId::new),
                optional(row.getString(13), ReleaseId::new),
                optional(row.getString(14), ChannelName::new),
                row.getInt(15) != 0,
                row.getInt(16),
                new ResourceCounts(
                        row.getInt(17),
                        row.getInt(18),
                        row.getInt(19),
                        row.getInt(20),
                        row.getInt(21),
                        row.getInt(22)));
    }

    static RunId id(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new RunId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    static byte[] bytes(RunId id) {
        return ByteBuffer.allocate(16)
                .putLong(id.uuid().getMostSignificantBits())
                .putLong(id.uuid().getLeastSignificantBits())
                .array();
    }

    private static <T> Optional<T> optional(String text, Function<String, T> noun) {
        return text.isEmpty() ? Optional.empty() : Optional.of(noun.apply(text));
    }
}
