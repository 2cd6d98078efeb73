package org.stringless.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewindTest {
    @TempDir
    private Path top;

    private final Rewind rewind = new Rewind();

    @Test
    void whatWasMadeIsGoneWithTheDirectoriesMadeForIt() throws IOException {
        Path made = top.resolve("a/b/made");
        rewind.remember(made);
        Files.createDirectories(made.getParent());
        Files.writeString(made, "new");
        assertThat(rewind.restore()).containsExactly(made);
        assertThat(top).isEmptyDirectory();
    }

    @Test
    void whatWasChangedOrRemovedIsBackWithItsMode() throws IOException {
        Path changed = Files.writeString(top.resolve("changed"), "before");
        Path removed = Files.writeString(top.resolve("removed"), "before");
        Path left = Files.writeString(top.resolve("left"), "before");
        Files.setPosixFilePermissions(removed, PosixFilePermissions.fromString("rw-r-----"));
        for (Path file : new Path[] {changed, removed, left}) {
            rewind.remember(file);
        }
        Files.writeString(changed, "after");
        rewind.remember(changed);
        Files.delete(removed);
        assertThat(rewind.restore()).containsExactly(changed, removed);
        assertThat(changed).hasContent("before");
        assertThat(removed).hasContent("before");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(removed)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aDirectoryThatSomebodyElseUsesSinceStays() throws IOException {
        Path made = top.resolve("a/made");
        rewind.remember(made);
        Files.createDirectories(made.getParent());
        Files.writeString(made, "new");
        Path foreign = Files.writeString(top.resolve("a/foreign"), "theirs");
        rewind.restore();
        assertThat(made).doesNotExist();
        assertThat(foreign).exists();
    }
}
