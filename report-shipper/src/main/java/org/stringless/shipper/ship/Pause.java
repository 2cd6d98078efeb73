package org.stringless.shipper.ship;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.DurableFile;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;

/** How long a collector has asked to be left alone; kept beside the records, so that the next process knows it too. */
final class Pause {
    /** The longest that is granted: a wrong header, or a wrong clock, must not silence a node for good. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final int FORMAT = 1;

    private final Path file;
    private final URI collector;
    private final Clock clock;

    Pause(Path spool, URI collector, Clock clock) {
        this.file = spool.resolve(".pause");
        this.collector = collector;
        this.clock = clock;
    }

    /** When this collector may be asked again; empty when that is now. */
    Optional<Instant> until() throws IOException {
        Instant now = clock.instant();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonObject kept = JsonObject.parse(Files.readAllBytes(file)).format(FORMAT);
            return Optional.of(kept.instant("until"))
                    .filter(until -> kept.text("collector", "").equals(collector.toString()))
                    .filter(until -> until.isAfter(now)
                            && !until.isAfter(now.plus(LONGEST).plusSeconds(1)));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes a {@code Retry-After} to heart.
     *
     * @param header seconds or a date as HTTP has them; null or anything else asks for nothing
     */
    void ask(@Nullable String header) throws IOException {
        Instant now = clock.instant();
        Optional<Instant> until = header == null ? Optional.empty() : instant(header.strip(), now);
        if (until.isPresent() && until.get().isAfter(now)) {
            Instant granted = until.get().isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : until.get();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("format", FORMAT);
            document.put("collector", collector.toString());
            document.put("until", granted.toString());
            DurableFile.write(file, JsonObject.pretty(document), "rw-r-----");
        }
    }

    private static Optional<Instant> instant(String header, Instant now) {
        if (header.matches("[0-9]{1,9}")) {
            return Optional.of(now.plusSeconds(Long.parseLong(header)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
