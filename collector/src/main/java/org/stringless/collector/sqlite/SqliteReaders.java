package org.stringless.collector.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.stringless.collector.store.StoreException;

/** A few connections that only read, each lent to one question at a time. They see what is committed and never wait for the writer. */
final class SqliteReaders implements AutoCloseable {
    private static final int CONNECTIONS = 4;

    private final List<Connection> all = new ArrayList<>();
    private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(CONNECTIONS);

    /** Reads one row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    SqliteReaders(SqliteFile file) throws SQLException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = file.connect();
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
            all.add(connection);
            idle.add(connection);
        }
    }

    /** All rows of a question; parameters are texts, whole numbers and bytes. */
    <T> List<T> rows(String question, RowReader<T> reader, Object... parameters) {
        Connection connection = lend();
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new StoreException("the store cannot be read: " + e.getMessage(), false, e);
        } finally {
            idle.add(connection);
        }
    }

    @Override
    public void close() {
        for (Connection connection : all) {
            try {
                connection.close();
            } catch (SQLException e) {
                // It only read.
            }
        }
    }

    private Connection lend() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the store", false, e);
        }
    }
}
