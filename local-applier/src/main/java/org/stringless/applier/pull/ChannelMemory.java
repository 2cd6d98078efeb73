package org.stringless.applier.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.DurableFile;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.releasewire.json.ChannelPointerJson;

/**
 * What a node remembers of its channel, so that nobody can lead it back: it is written, durably, before a pointer is acted on.
 *
 * @param pointer the newest one verified, with the highest serial
 * @param headerSha256 of that pointer's signed header: one serial, one pointer
 * @param newestSigned the latest time any pointer was issued at; the node's own clock may be behind it
 * @param repomdSha256 of the index whose pointer was followed to the end, or empty
 */
record ChannelMemory(ChannelPointer pointer, String headerSha256, Instant newestSigned, String repomdSha256) {
    private static final int FORMAT = 1;

    /** The same, once that index has been followed to the end. */
    ChannelMemory followed(String repomd) {
        return new ChannelMemory(pointer, headerSha256, newestSigned, repomd);
    }

    /**
     * What is remembered of that channel, in that directory.
     *
     * @throws Failure {@link Reason#STORE_DAMAGED} when it cannot be read: starting from nothing would let the channel be rolled back
     */
    static Optional<ChannelMemory> load(Path directory, ChannelName channel) throws IOException {
        Path file = file(directory, channel);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonObject document = JsonObject.parse(Files.readAllBytes(file)).format(FORMAT);
            return Optional.of(new ChannelMemory(
                    ChannelPointerJson.read(document.text("pointer").getBytes(StandardCharsets.UTF_8)),
                    document.text("header_sha256"),
                    document.instant("newest_signed"),
                    document.text("repomd_sha256")));
        } catch (JsonException e) {
            throw new Failure(
                    Reason.STORE_DAMAGED,
                    "What this node remembers of channel " + channel + " (" + file + ") cannot be read: "
                            + e.getMessage() + ".",
                    "Restore the file; remove it only if you are sure that the repository offers the newest pointer.",
                    e);
        }
    }

    /** Remembers this. */
    void save(Path directory) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("header_sha256", headerSha256);
        document.put("newest_signed", newestSigned.toString());
        document.put("repomd_sha256", repomdSha256);
        document.put("pointer", new String(ChannelPointerJson.write(pointer), StandardCharsets.UTF_8));
        Files.createDirectories(directory);
        DurableFile.write(file(directory, pointer.channel()), JsonObject.pretty(document));
    }

    /** Where it is kept. */
    static Path file(Path directory, ChannelName channel) {
        return directory.resolve("channel-" + channel + ".json");
    }
}
