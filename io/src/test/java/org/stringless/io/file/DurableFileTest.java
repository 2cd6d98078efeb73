package org.stringless.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

class DurableFileTest {
    @TempDir
    private Path top;

    @Test
    void aFullDiskLeavesWhatWasThereAndNamesTheFile() throws IOException {
        Path small = Files.createDirectory(top.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString());
        try {
            Path file = small.resolve("file");
            DurableFile.write(file, new byte[] {1});
            assertThatThrownBy(() -> DurableFile.write(file, new byte[100_000]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(file.toString(), "No space left");
            assertThat(file).hasBinaryContent(new byte[] {1});
            assertThat(small).isDirectoryNotContaining(other -> !other.equals(file));
        } finally {
            run("umount", small.toString());
        }
    }

    private static void run(String... words) throws IOException {
        CommandResult ended = Command.of(words).run();
        assertThat(ended.exit()).as(ended.err()).isZero();
    }
}
