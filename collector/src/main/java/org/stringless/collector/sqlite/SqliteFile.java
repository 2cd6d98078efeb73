package org.stringless.collector.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** The database's file: held by one collector at a time, brought to the schema of this program. */
final class SqliteFile implements AutoCloseable {
    private static final int SCHEMA = 1;
    private static final String[] TABLES = {
        // The newest run of a node, and what nodes are counted and chosen by.
        """
        CREATE TABLE node(
          name TEXT PRIMARY KEY, run INTEGER NOT NULL,
          boot_id TEXT NOT NULL, sequence INTEGER NOT NULL, started INTEGER NOT NULL,
          outcome TEXT NOT NULL, due_by INTEGER NOT NULL, pending INTEGER NOT NULL,
          wanted TEXT NOT NULL, applied TEXT NOT NULL) STRICT, WITHOUT ROWID""",
        "CREATE INDEX node_state ON node(outcome, name, due_by)",
        "CREATE INDEX node_pending ON node(name) WHERE pending > 0",
        // Times are milliseconds since 1970; id is the UUID's 16 bytes, so that it sorts by the run's start.
        """
        CREATE TABLE run(
          key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, node TEXT NOT NULL, sequence INTEGER NOT NULL,
          started INTEGER NOT NULL, ended INTEGER NOT NULL, received INTEGER NOT NULL,
          trigger TEXT NOT NULL, stage TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
          first_error TEXT NOT NULL, wanted TEXT NOT NULL, applied TEXT NOT NULL, channel TEXT NOT NULL,
          noop INTEGER NOT NULL, exit_status INTEGER NOT NULL,
          total INTEGER NOT NULL, changed INTEGER NOT NULL, failed INTEGER NOT NULL, skipped INTEGER NOT NULL,
          pending INTEGER NOT NULL, corrective INTEGER NOT NULL) STRICT""",
        "CREATE INDEX run_of_node ON run(node, id)",
        // Changes and logs are read only together with their run, so they stay in its own JSON.
        "CREATE TABLE body(run INTEGER PRIMARY KEY, gzip BLOB NOT NULL) STRICT",
        // Failures are asked for across nodes.
        """
        CREATE TABLE failure(
          run INTEGER NOT NULL, place INTEGER NOT NULL, cause TEXT NOT NULL, message TEXT NOT NULL,
          PRIMARY KEY(run, place)) STRICT, WITHOUT ROWID""",
        "PRAGMA user_version = " + SCHEMA
    };

    private final Path file;
    private final FileChannel lockFile;

    private SqliteFile(Path file, FileChannel lockFile) {
        this.file = file;
        this.lockFile = lockFile;
    }

    /** Takes hold of the file and makes its tables when it is new; throws {@link Failure} when it cannot be used. */
    static SqliteFile open(Path file) {
        SqliteFile held = hold(file.toAbsolutePath());
        try {
            held.prepare();
        } catch (SQLException e) {
            held.close();
            throw new Failure(
                    Reason.COLLECTOR_CANNOT_START,
                    "The store " + file + " cannot be used: " + e.getMessage() + ".",
                    "Name another file by --store, or put a good copy of this one in its place.",
                    e);
        } catch (Failure e) {
            held.close();
            throw e;
        }
        return held;
    }

    /** A connection whose commits outlive a crash of the machine. */
    Connection connect() throws SQLException {
        SQLiteConfig configuration = new SQLiteConfig();
        configuration.setJournalMode(SQLiteConfig.JournalMode.WAL);
        configuration.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        configuration.setJournalSizeLimit(64 << 20);
        configuration.setBusyTimeout(10_000);
        configuration.setCacheSize(-16_000); // KiB
        return configuration.createConnection("jdbc:sqlite:" + file);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }

    private void prepare() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            int version;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                version = row.getInt(1);
            }
            if (version > SCHEMA) {
                throw new Failure(
                        Reason.COLLECTOR_CANNOT_START,
                        "The store " + file + " was written by a newer version of this program.",
                        "Install that version, or name another file by --store.");
            }
            if (version == 0) {
                connection.setAutoCommit(false);
                for (String table : TABLES) {
                    statement.executeUpdate(table);
                }
                connection.commit();
            }
        }
    }

    private static SqliteFile hold(Path file) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Path directory = lock.getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
            }
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new Failure(
                        Reason.COLLECTOR_CANNOT_START,
                        "The store " + file + " is in use by another collector.",
                        "Stop that one first, or name another file by --store.");
            }
            return new SqliteFile(file, channel);
        } catch (IOException e) {
            throw new Failure(
                    Reason.COLLECTOR_CANNOT_START,
                    "The store " + file + " cannot be made or opened: " + e + ".",
                    "Run as a user who may write there, or name another file by --store.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
