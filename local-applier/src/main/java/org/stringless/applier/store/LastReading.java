package org.stringless.applier.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stringless.io.file.DurableFile;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.Release;

/**
 * When every byte of a release was last read and found right. A listing tells whether anything was touched since: the kernel notes each change
 * of content, mode or name, and lets nobody set that note.
 */
final class LastReading {
    /** A disk that loses bits touches nothing, so all is read again after that time. */
    static final Duration GOOD_FOR = Duration.ofDays(1);

    private static final int FORMAT = 1;
    // The kernel's time of a change may lag behind the clock by a tick.
    private static final Duration TICK = Duration.ofSeconds(1);

    private final StoreFiles files;
    private final Release manifest;

    LastReading(StoreFiles files, Release manifest) {
        this.files = files;
        this.manifest = manifest;
    }

    /** Whether the release is still what it was then. */
    boolean holds(Instant now) throws IOException {
        Instant then;
        try {
            JsonObject document =
                    JsonObject.parse(Files.readAllBytes(files.lastReading())).format(FORMAT);
            then = document.instant("time");
            if (!document.text("release").equals(manifest.id().text())) {
                return false;
            }
        } catch (NoSuchFileException | JsonException e) {
            return false;
        }
        return !now.isBefore(then) && now.isBefore(then.plus(GOOD_FOR)) && !touchedSince(then.minus(TICK));
    }

    /** Remembers that reading it all began at that time, and that all was right. */
    void remember(Instant began) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("release", manifest.id().text());
        document.put("time", began.toString());
        DurableFile.write(files.lastReading(), JsonObject.pretty(document));
    }

    private boolean touchedSince(Instant time) throws IOException {
        List<Path> roots = new ArrayList<>(List.of(files.release(manifest.id())));
        for (ModulePin module : manifest.modules()) {
            roots.add(files.tree(module.tree()));
        }
        for (Path root : roots) {
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : (Iterable<Path>) paths::iterator) {
                    FileTime changed = (FileTime) Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
                    if (!changed.toInstant().isBefore(time)) {
                        return true;
                    }
                }
            } catch (NoSuchFileException | UncheckedIOException e) {
                return true;
            }
        }
        return false;
    }
}
