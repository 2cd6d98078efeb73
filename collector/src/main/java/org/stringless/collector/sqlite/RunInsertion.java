package org.stringless.collector.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.stringless.collector.store.ArrivedRun;
import org.stringless.collector.store.FirstError;
import org.stringless.collector.store.RunOrder;
import org.stringless.model.run.RunRecord;
import org.stringless.model.run.RunRecord.ResourceCounts;
import org.stringless.model.run.RunRecord.ResourceEvent;

/** Puts runs into the tables, one after the other, inside the transaction of its connection. */
final class RunInsertion implements AutoCloseable {
    private static final int MOST_FAILURES = 100;

    private final PreparedStatement run;
    private final PreparedStatement body;
    private final PreparedStatement failure;
    private final PreparedStatement newest;
    private final PreparedStatement node;

    RunInsertion(Connection connection) throws SQLException {
        run = connection.prepareStatement("""
                INSERT INTO run(id, node, sequence, started, ended, received, trigger, stage, outcome, reason, first_error,
                  wanted, applied, channel, noop, exit_status, total, changed, failed, skipped, pending, corrective)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING RETURNING key""");
        body = connection.prepareStatement("INSERT INTO body(run, gzip) VALUES (?,?)");
        failure = connection.prepareStatement("INSERT INTO failure(run, place, cause, message) VALUES (?,?,?,?)");
        newest = connection.prepareStatement("SELECT boot_id, sequence, started FROM node WHERE name = ?");
        node = connection.prepareStatement("""
                INSERT OR REPLACE INTO node(
                  name, run, boot_id, sequence, started, outcome, due_by, pending, wanted, applied)
                VALUES (?,?,?,?,?,?,?,?,?,?)""");
    }

    /** Whether the run is new; one that is known changes nothing. */
    boolean insert(ArrivedRun arrived) throws SQLException {
        bindRun(arrived);
        long key;
        try (ResultSet inserted = run.executeQuery()) {
            if (!inserted.next()) {
                return false;
            }
            key = inserted.getLong(1);
        }
        body.setLong(1, key);
        body.setBytes(2, arrived.gzip());
        body.executeUpdate();
        insertFailures(arrived.run(), key);
        if (isNewest(arrived)) {
            replaceNode(arrived, key);
        }
        return true;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.of(run, body, failure, newest, node)) {
            statement.close();
        }
    }

    private void bindRun(ArrivedRun arrived) throws SQLException {
        RunRecord record = arrived.run();
        run.setBytes(1, RunRowReader.bytes(record.id()));
        run.setString(2, record.node().text());
        run.setLong(3, record.sequence());
        run.setLong(4, record.started().toEpochMilli());
        run.setLong(5, record.ended().toEpochMilli());
        run.setLong(6, arrived.received().toEpochMilli());
        run.setString(7, record.trigger().code());
        run.setString(8, record.stage().code());
        run.setString(9, record.outcome().code());
        run.setString(
                10, record.problem().map(problem -> problem.reason().code()).orElse(""));
        run.setString(11, FirstError.of(record));
        run.setString(12, wanted(record));
        run.setString(13, applied(record));
        run.setString(14, record.channel().map(channel -> channel.text()).orElse(""));
        run.setInt(15, record.noop() ? 1 : 0);
        run.setInt(16, record.exitStatus());
        ResourceCounts counts = record.resources();
        run.setInt(17, counts.total());
        run.setInt(18, counts.changed());
        run.setInt(19, counts.failed());
        run.setInt(20, counts.skipped());
        run.setInt(21, counts.pending());
        run.setInt(22, counts.corrective());
    }

    private void insertFailures(RunRecord record, long key) throws SQLException {
        int place = 0;
        if (record.problem().isPresent()) {
            RunRecord.Problem problem = record.problem().get();
            insertFailure(key, place++, problem.reason().code(), FirstError.of(record));
        }
        for (ResourceEvent event : record.events()) {
            if (event.status().equals("failed") && place < MOST_FAILURES) {
                insertFailure(key, place++, event.resource(), event.message());
            }
        }
    }

    private void insertFailure(long key, int place, String cause, String message) throws SQLException {
        failure.setLong(1, key);
        failure.setInt(2, place);
        failure.setString(3, cause);
        failure.setString(4, message);
        failure.executeUpdate();
    }

    private boolean isNewest(ArrivedRun arrived) throws SQLException {
        newest.setString(1, arrived.run().node().text());
        try (ResultSet known = newest.executeQuery()) {
            return !known.next()
                    || RunOrder.of(arrived.run())
                            .isNewerThan(
                                    new RunOrder(
                                            known.getString(1),
                                            known.getLong(2),
                                            Instant.ofEpochMilli(known.getLong(3))),
                                    arrived.received());
        }
    }

    private void replaceNode(ArrivedRun arrived, long key) throws SQLException {
        RunRecord record = arrived.run();
        node.setString(1, record.node().text());
        node.setLong(2, key);
        node.setString(3, record.bootId());
        node.setLong(4, record.sequence());
        node.setLong(5, record.started().toEpochMilli());
        node.setString(6, record.outcome().code());
        node.setLong(7, arrived.dueBy().toEpochMilli());
        node.setInt(8, record.resources().pending());
        node.setString(9, wanted(record));
        node.setString(10, applied(record));
        node.executeUpdate();
    }

    private static String wanted(RunRecord record) {
        return record.wanted().map(id -> id.text()).orElse("");
    }

    private static String applied(RunRecord record) {
        return record.applied().map(id -> id.text()).orElse("");
    }
}
