package org.stringless.collector.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.collector.store.RunStore;
import org.stringless.collector.store.RunStoreContract;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

class SqliteRunStoreTest extends RunStoreContract {
    @TempDir
    private Path directory;

    @Override
    protected RunStore open() {
        return SqliteRunStore.open(file());
    }

    @Test
    void refusesAStoreThatAnotherCollectorHolds() {
        assertThatThrownBy(this::open).isInstanceOf(Failure.class).hasMessageContaining("in use by another collector");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Path file = directory.resolve("other");
        Files.writeString(
                file, "this is not a database, it is a text that is long enough to be looked at as one\n".repeat(20));

        assertThatThrownBy(() -> SqliteRunStore.open(file))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.reason()).isEqualTo(Reason.COLLECTOR_CANNOT_START));
    }

    @Test
    void refusesAStoreOfANewerProgram() throws SQLException {
        Path file = directory.resolve("newer");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> SqliteRunStore.open(file)).hasMessageContaining("newer version");
    }

    private Path file() {
        return directory.resolve("below/collector.sqlite");
    }
}
