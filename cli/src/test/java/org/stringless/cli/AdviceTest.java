package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

class AdviceTest {
    private static final String FULL = "No space left on device";

    @Test
    void aFullDiskNamesWhatWasWrittenAndNotWhatWasRead() {
        assertThat(of(new FileSystemException("in/a.rpm", "repository/a.rpm", FULL)))
                .isEqualTo("No space is left for repository/a.rpm.");
        assertThat(of(new FileSystemException("out/a.rpm", null, FULL))).isEqualTo("No space is left for out/a.rpm.");
    }

    @Test
    void aFullDiskIsKnownAlsoWhereTheSystemNamesNoFile() {
        assertThat(of(new UncheckedIOException(new IOException(FULL)))).isEqualTo("No space is left on the device.");
    }

    private static String of(Throwable problem) {
        Failure failure = Advice.of(problem);
        assertThat(failure.reason()).isEqualTo(Reason.NO_SPACE);
        return failure.sentence();
    }
}
