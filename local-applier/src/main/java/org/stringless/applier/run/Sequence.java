package org.stringless.applier.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.FileTree;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;

/** Counts a node's runs, durably; also of those that find another run busy. */
final class Sequence {
    private final Path directory;
    private final Path file;
    private final Clock clock;

    Sequence(Path directory, Clock clock) {
        this.directory = directory;
        this.file = directory.resolve("sequence.json");
        this.clock = clock;
    }

    /** The next number. A torn counter goes on at the seconds since 1970: higher than any number it can have had. */
    synchronized long next() throws IOException {
        FileTree.makePrivate(directory);
        Path guard = directory.resolve("sequence.lock");
        try (FileChannel channel = FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            long number = last() + 1;
            try {
                DurableFile.write(file, JsonObject.compact(Map.of("format", 1, "last", number)));
            } catch (IOException e) {
                return number; // a full disk: the number may come twice, the run's id does not
            }
            return number;
        }
    }

    private long last() throws IOException {
        try {
            return JsonObject.parse(Files.readAllBytes(file)).format(1).integer("last");
        } catch (NoSuchFileException e) {
            return 0;
        } catch (JsonException e) {
            return clock.instant().getEpochSecond();
        }
    }
}
