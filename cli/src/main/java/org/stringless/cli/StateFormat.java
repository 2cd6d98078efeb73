package org.stringless.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stringless.io.file.DurableFile;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * {@code format.json} in the state directory: one number for all that is kept there, raised when any document in it changes so that an older
 * program would misread it. A program reads its own format and all older ones; a state without the file is of format 1.
 */
final class StateFormat {
    /** What this program writes. */
    static final int FORMAT = 1;

    private StateFormat() {}

    /** Refuses a state that a newer program wrote, or that cannot say what wrote it, before anything in it is read or changed. */
    static void check(Path state) {
        Path file = file(state);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException | AccessDeniedException e) {
            return; // none yet; or whoever may not read the mark may not read what it marks
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        try {
            JsonObject mark = JsonObject.parse(bytes);
            if (mark.integer("format") > FORMAT) {
                throw newer(state, mark);
            }
        } catch (JsonException e) {
            throw unreadable(file, e);
        }
    }

    private static Failure newer(Path state, JsonObject mark) {
        return new Failure(
                Reason.STATE_NEWER,
                "The state in " + state + " was written by " + mark.text("written_by", "a newer program")
                        + ", in format " + mark.integer("format") + "; this program reads formats up to " + FORMAT
                        + ".",
                "Install that version again; nothing was changed.");
    }

    private static Failure unreadable(Path file, Exception e) {
        return new Failure(
                Reason.STORE_DAMAGED,
                "Which format the node's state has cannot be read in " + file + ": " + e.getMessage() + ".",
                "Remove that file if no newer version than " + Main.PROGRAM + " has run here; nothing was changed.",
                e);
    }

    /** Marks a state as written by this program. */
    static void mark(Path state) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("format", FORMAT);
        members.put("written_by", Main.PROGRAM);
        byte[] bytes = JsonObject.pretty(members);
        Path file = file(state);
        if (!DurableFile.holds(file, bytes)) {
            DurableFile.write(file, bytes, "rw-r--r--");
        }
    }

    private static Path file(Path state) {
        return state.resolve("format.json");
    }
}
