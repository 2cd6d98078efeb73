package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.FileTree;
import org.stringless.io.json.JsonObject;
import org.stringless.model.release.ReleaseId;

/** A local rollback holds its release: while this file exists, runs apply that one and do not ask the channel. */
public final class HeldRelease {
    private final Path directory;
    private final Path file;

    /** The hold of the node with that state. */
    public HeldRelease(Path state) {
        directory = state.resolve("state");
        file = directory.resolve("held.json");
    }

    /**
     * A hold.
     *
     * @param since when it was set
     */
    public record Hold(ReleaseId release, Instant since) {}

    /** The hold that is set. */
    public Optional<Hold> hold() throws IOException {
        try {
            JsonObject members = JsonObject.parse(Files.readAllBytes(file)).format(1);
            return Optional.of(new Hold(members.as("release", ReleaseId::new), members.instant("since")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Sets it. */
    public void set(Hold hold) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("format", 1);
        members.put("release", hold.release().text());
        members.put("since", hold.since().toString());
        FileTree.makePrivate(directory);
        DurableFile.write(file, JsonObject.pretty(members));
    }

    /** Lifts it; false when there was none. */
    public boolean lift() throws IOException {
        boolean was = Files.exists(file);
        DurableFile.delete(file);
        return was;
    }
}
