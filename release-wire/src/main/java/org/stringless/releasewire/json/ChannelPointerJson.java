package org.stringless.releasewire.json;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.release.Candidate;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ReleaseId;

/** {@code channel.json}, format 1, both ways; {@code docs/formats.md} shows one. */
public final class ChannelPointerJson {
    private static final int FORMAT = 1;

    private ChannelPointerJson() {}

    /** The written form: the same pointer gives the same bytes. */
    public static byte[] write(ChannelPointer pointer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("channel", pointer.channel().text());
        document.put("serial", pointer.serial());
        document.put("issued", pointer.issued().toString());
        document.put("expires", pointer.expires().toString());
        document.put("stable", release(pointer.stable()));
        pointer.candidate().ifPresent(candidate -> {
            Map<String, Object> members = new LinkedHashMap<>(release(candidate.release()));
            members.put("percent", candidate.percent());
            members.put("salt", candidate.salt());
            members.put("canaries", candidate.canaries().stream().sorted().toList());
            document.put("candidate", members);
        });
        pointer.previous().ifPresent(previous -> document.put("previous", previous.text()));
        document.put("period", pointer.period().toString());
        document.put("notes", pointer.notes());
        return JsonObject.pretty(document);
    }

    /** Reads the written form; throws {@link JsonException} with the place that is wrong. */
    public static ChannelPointer read(byte[] text) {
        JsonObject document = JsonObject.parse(text).format(FORMAT);
        try {
            return new ChannelPointer(
                    document.as("channel", ChannelName::new),
                    document.integer("serial"),
                    document.instant("issued"),
                    document.instant("expires"),
                    release(document.object("stable")),
                    document.has("candidate") ? Optional.of(candidate(document.object("candidate"))) : Optional.empty(),
                    document.optional("previous", ReleaseId::new),
                    document.has("period") ? document.duration("period") : Duration.ofMinutes(30),
                    document.text("notes", ""));
        } catch (IllegalArgumentException e) {
            throw new JsonException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, Object> release(ChannelPointer.ReleasePin release) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("environment", release.environment().text());
        members.put("id", release.id().text());
        members.put("package", ReleaseJson.pin(release.packageFile()));
        return members;
    }

    private static ChannelPointer.ReleasePin release(JsonObject members) {
        return new ChannelPointer.ReleasePin(
                members.as("environment", EnvironmentName::new),
                members.as("id", ReleaseId::new),
                ReleaseJson.pin(members.object("package")));
    }

    private static Candidate candidate(JsonObject members) {
        return new Candidate(
                release(members),
                members.number("percent"),
                members.text("salt"),
                Set.copyOf(members.texts("canaries")));
    }
}
