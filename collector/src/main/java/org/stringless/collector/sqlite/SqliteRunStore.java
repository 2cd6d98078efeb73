package org.stringless.collector.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.stringless.collector.store.ArrivedRun;
import org.stringless.collector.store.FailureCause;
import org.stringless.collector.store.NodeQuery;
import org.stringless.collector.store.NodeRow;
import org.stringless.collector.store.NodeState;
import org.stringless.collector.store.ReleaseRow;
import org.stringless.collector.store.RunRow;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.Slice;
import org.stringless.collector.store.StateCounts;
import org.stringless.collector.store.StoreException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.run.Outcome;
import org.stringless.model.run.RunId;

/** The {@link RunStore} in one SQLite file: enough for tens of thousands of nodes, and nothing to install. */
public final class SqliteRunStore implements RunStore {
    private static final String NODE =
            "SELECT " + RunRowReader.COLUMNS + ", n.due_by FROM node n JOIN run r ON r.key = n.run ";
    private static final String RUN = "SELECT " + RunRowReader.COLUMNS + " FROM run r ";
    private static final int DUE_BY = 23;
    private static final int MOST_ROWS = 50;

    private final SqliteFile file;
    private final Connection writer;
    private final SqliteReaders readers;

    private SqliteRunStore(SqliteFile file, Connection writer, SqliteReaders readers) {
        this.file = file;
        this.writer = writer;
        this.readers = readers;
    }

    /**
     * Opens the file, or makes it, with its directory, when it is not there.
     *
     * @throws Failure {@link Reason#COLLECTOR_CANNOT_START} when it cannot be used
     */
    public static SqliteRunStore open(Path path) {
        SqliteFile file = SqliteFile.open(path);
        try {
            Connection writer = file.connect();
            writer.setAutoCommit(false);
            return new SqliteRunStore(file, writer, new SqliteReaders(file));
        } catch (SQLException e) {
            file.close();
            throw new Failure(
                    Reason.COLLECTOR_CANNOT_START,
                    "The store " + path + " cannot be opened: " + e.getMessage() + ".",
                    "Name another file by --store.",
                    e);
        }
    }

    @Override
    public List<Boolean> store(List<ArrivedRun> runs) {
        try (RunInsertion insertion = new RunInsertion(writer)) {
            List<Boolean> isNew = new ArrayList<>(runs.size());
            for (ArrivedRun run : runs) {
                isNew.add(insertion.insert(run));
            }
            writer.commit();
            return isNew;
        } catch (SQLException e) {
            rollBack(e);
            throw new StoreException("the store cannot be written: " + e.getMessage(), isOfTheRecord(e), e);
        }
    }

    @Override
    public StateCounts counts(Instant now) {
        Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
        readers.rows(
                "SELECT outcome, count(*), sum(due_by < ?) FROM node GROUP BY outcome",
                row -> {
                    counts.put(live(row.getString(1)), row.getInt(2) - row.getInt(3));
                    return counts.merge(NodeState.SILENT, row.getInt(3), Integer::sum);
                },
                now.toEpochMilli());
        return new StateCounts(counts);
    }

    @Override
    public int pendingNodes() {
        return readers.rows("SELECT count(*) FROM node WHERE pending > 0", row -> row.getInt(1))
                .get(0);
    }

    @Override
    public Slice<NodeRow> nodes(NodeQuery query, Instant now) {
        NodeNames names = new NodeNames(query, now);
        List<NodeRow> rows = readers.rows(
                NODE + "WHERE n.name IN (" + names.question() + ") ORDER BY n.name",
                row -> new NodeRow(RunRowReader.read(row), Instant.ofEpochMilli(row.getLong(DUE_BY))),
                names.parameters());
        return Slice.of(rows, query.limit());
    }

    @Override
    public Optional<NodeRow> node(NodeName name) {
        return readers
                .rows(
                        NODE + "WHERE n.name = ?",
                        row -> new NodeRow(RunRowReader.read(row), Instant.ofEpochMilli(row.getLong(DUE_BY))),
                        name.text())
                .stream()
                .findFirst();
    }

    @Override
    public Slice<RunRow> runs(NodeName node, Optional<RunId> before, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(node.text()));
        before.ifPresent(id -> parameters.add(RunRowReader.bytes(id)));
        parameters.add(limit + 1);
        String earlier = before.isPresent() ? "AND r.id < ? " : "";
        List<RunRow> rows = readers.rows(
                RUN + "WHERE r.node = ? " + earlier + "ORDER BY r.id DESC LIMIT ?",
                RunRowReader::read,
                parameters.toArray());
        return Slice.of(rows, limit);
    }

    @Override
    public Optional<RunRow> run(RunId id) {
        return readers.rows(RUN + "WHERE r.id = ?", RunRowReader::read, (Object) RunRowReader.bytes(id)).stream()
                .findFirst();
    }

    @Override
    public Optional<byte[]> body(RunId id) {
        return readers
                .rows(
                        "SELECT b.gzip FROM run r JOIN body b ON b.run = r.key WHERE r.id = ?",
                        row -> row.getBytes(1),
                        (Object) RunRowReader.bytes(id))
                .stream()
                .findFirst();
    }

    @Override
    public List<FailureCause> failures(Instant now) {
        // SQLite takes the columns that are neither grouped nor counted from the row that holds the least name.
        return readers.rows(
                """
                SELECT f.cause, count(DISTINCT n.name) AS nodes, min(n.name), r.id, f.message
                FROM node n JOIN failure f ON f.run = n.run JOIN run r ON r.key = n.run
                WHERE n.outcome = 'failed' AND n.due_by >= ?
                GROUP BY f.cause ORDER BY nodes DESC, f.cause LIMIT ?""",
                row -> new FailureCause(
                        row.getString(1),
                        row.getInt(2),
                        new NodeName(row.getString(3)),
                        RunRowReader.id(row.getBytes(4)),
                        row.getString(5)),
                now.toEpochMilli(),
                MOST_ROWS);
    }

    @Override
    public List<ReleaseRow> releases(Instant now) {
        Map<String, Map<NodeState, Integer>> applied = new TreeMap<>(Comparator.reverseOrder());
        readers.rows(
                "SELECT applied, outcome, due_by < ?, count(*) FROM node GROUP BY 1, 2, 3",
                row -> applied.computeIfAbsent(row.getString(1), id -> new EnumMap<>(NodeState.class))
                        .merge(state(row.getString(2), row.getBoolean(3)), row.getInt(4), Integer::sum),
                now.toEpochMilli());
        Map<String, Integer> wanted = new TreeMap<>();
        readers.rows(
                "SELECT wanted, count(*) FROM node WHERE wanted <> '' GROUP BY 1",
                row -> wanted.merge(row.getString(1), row.getInt(2), Integer::sum));
        wanted.keySet().forEach(id -> applied.putIfAbsent(id, Map.of()));
        return applied.entrySet().stream()
                .limit(MOST_ROWS)
                .map(entry -> new ReleaseRow(
                        entry.getKey(), new StateCounts(entry.getValue()), wanted.getOrDefault(entry.getKey(), 0)))
                .toList();
    }

    @Override
    public void close() {
        readers.close();
        try {
            writer.close();
        } catch (SQLException e) {
            // What was acknowledged is in the log of the database, and the next start reads it.
        }
        file.close();
    }

    private static NodeState state(String outcome, boolean overdue) {
        return overdue ? NodeState.SILENT : live(outcome);
    }

    private static NodeState live(String outcome) {
        return NodeState.valueOf(Outcome.ofCode(outcome).name());
    }

    private void rollBack(SQLException cause) {
        try {
            writer.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean isOfTheRecord(SQLException e) {
        if (!(e instanceof SQLiteException problem)) {
            return false;
        }
        SQLiteErrorCode code = problem.getResultCode();
        return code == SQLiteErrorCode.SQLITE_TOOBIG
                || code == SQLiteErrorCode.SQLITE_MISMATCH
                || code.name().startsWith("SQLITE_CONSTRAINT");
    }
}
