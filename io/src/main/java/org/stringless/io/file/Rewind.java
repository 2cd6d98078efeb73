package org.stringless.io.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A few files as they were, so that what is done to them can be taken back to the byte. */
public final class Rewind {
    private static final class Before {
        private final byte[] bytes;
        private final String mode;

        Before(Path file) throws IOException {
            bytes = Files.readAllBytes(file);
            mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        }
    }

    private final Map<Path, Optional<Before>> files = new LinkedHashMap<>();
    private final TreeSet<Path> newDirectories =
            new TreeSet<>(Comparator.comparingInt(Path::getNameCount).reversed().thenComparing(path -> path));

    /** Remembers a file that is about to be made, changed or removed, and which directories above it there are. */
    public void remember(Path file) throws IOException {
        if (files.containsKey(file)) {
            return;
        }
        files.put(file, Files.exists(file) ? Optional.of(new Before(file)) : Optional.empty());
        for (@Nullable Path above = file.getParent();
                above != null && !Files.exists(above);
                above = above.getParent()) {
            newDirectories.add(above);
        }
    }

    /**
     * Puts all of them back, durably, and removes the directories made for them, if they are empty then.
     *
     * @return the files that had been changed
     */
    public List<Path> restore() throws IOException {
        List<Path> changed = new ArrayList<>();
        for (Map.Entry<Path, Optional<Before>> entry : files.entrySet()) {
            Path file = entry.getKey();
            Optional<Before> before = entry.getValue();
            boolean same = Files.exists(file)
                    ? before.isPresent() && Arrays.equals(Files.readAllBytes(file), before.get().bytes)
                    : before.isEmpty();
            if (same) {
                continue;
            }
            changed.add(file);
            if (before.isPresent()) {
                DurableFile.write(file, before.get().bytes, before.get().mode);
            } else {
                DurableFile.delete(file);
            }
        }
        for (Path directory : newDirectories) {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException e) {
                // Somebody else has put something there since; it is theirs.
            }
        }
        return changed;
    }
}
