package org.stringless.io.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A strict view of a JSON object: each question names the type it expects, and a wrong answer says where in the document it stands. Members
 * that nobody asks for are ignored, so that a later writer may add some.
 */
public final class JsonObject {
    // Bounds the memory that a hostile document takes: an element needs two bytes to write and a hundred to hold.
    private static final JSON READER = JSON.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(2_000_000)
                            .build())
                    .build())
            .build();

    private final Map<?, ?> members;
    private final String place;

    private JsonObject(Map<?, ?> members, String place) {
        this.members = members;
        this.place = place;
    }

    /** Reads a whole document; throws {@link JsonException} when it is not an object. */
    public static JsonObject parse(byte[] text) {
        try (JsonParser parser = READER.createParser(text)) {
            Map<?, ?> members = READER.mapFrom(parser);
            if (members == null) {
                throw new JsonException("not a JSON object: null");
            }
            if (parser.nextToken() != null) {
                throw new JsonException("not a JSON object: something follows its end");
            }
            return new JsonObject(members, "");
        } catch (IOException e) {
            throw new JsonException("not a JSON object: " + firstLine(e), e);
        }
    }

    /** Reads a whole document; throws {@link JsonException} when it is not an object. */
    public static JsonObject parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes maps, lists, texts, numbers and booleans, two blanks an indent; the order is the maps' own. */
    public static byte[] pretty(Map<String, ?> members) {
        try {
            return (JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(members) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new JsonException("cannot be written: " + firstLine(e), e);
        }
    }

    /** Writes maps, lists, texts, numbers and booleans on one line. */
    public static byte[] compact(Map<String, ?> members) {
        try {
            return JSON.std.asBytes(members);
        } catch (IOException e) {
            throw new JsonException("cannot be written: " + firstLine(e), e);
        }
    }

    /** Fails unless member {@code format} is this number. */
    public JsonObject format(int expected) {
        long found = integer("format");
        if (found != expected) {
            throw new JsonException("format " + found + " is not the format " + expected + " that this program reads");
        }
        return this;
    }

    /** Whether there is such a member and it is not null. */
    public boolean has(String name) {
        return members.get(name) != null;
    }

    /** A text. */
    public String text(String name) {
        return member(name, String.class, "a text");
    }

    /** A text, or the other one when the member is missing or null. */
    public String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    /** Any value as a person would read it: a text as it is, a list's members joined by commas; nothing when missing or null. */
    public String plain(String name) {
        Object value = members.get(name);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining(", "));
        }
        return value == null ? "" : String.valueOf(value);
    }

    /** Any value as it was read: a text, a number, a truth, a list or a map of such; null when missing. */
    public @Nullable Object value(String name) {
        return members.get(name);
    }

    /** A whole number. */
    public long integer(String name) {
        Object value = member(name, Number.class, "a whole number");
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new JsonException(at(name) + " is not a whole number");
    }

    /** A whole number that fits into 32 bits. */
    public int number(String name) {
        try {
            return Math.toIntExact(integer(name));
        } catch (ArithmeticException e) {
            throw new JsonException(at(name) + " is too large", e);
        }
    }

    /** True or false. */
    public boolean bool(String name) {
        return member(name, Boolean.class, "true or false");
    }

    /** A time, RFC 3339. */
    public Instant instant(String name) {
        return as(name, text -> OffsetDateTime.parse(text).toInstant());
    }

    /** A span of time, ISO 8601. */
    public Duration duration(String name) {
        return as(name, Duration::parse);
    }

    /** A text that a noun's constructor or parser accepts. */
    public <T> T as(String name, Function<String, T> noun) {
        String text = text(name);
        try {
            return noun.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new JsonException(at(name) + ": " + e.getMessage(), e);
        }
    }

    /** The same for a member that may be missing or null. */
    public <T> Optional<T> optional(String name, Function<String, T> noun) {
        return has(name) ? Optional.of(as(name, noun)) : Optional.empty();
    }

    /** An object inside this one. */
    public JsonObject object(String name) {
        return new JsonObject(member(name, Map.class, "an object"), at(name));
    }

    /** A list of objects; missing or null is an empty one. */
    public List<JsonObject> objects(String name) {
        return list(name, (value, place) -> {
            if (value instanceof Map<?, ?> map) {
                return new JsonObject(map, place);
            }
            throw new JsonException(place + " is not an object");
        });
    }

    /** A list of texts; missing or null is an empty one. */
    public List<String> texts(String name) {
        return list(name, (value, place) -> {
            if (value instanceof String text) {
                return text;
            }
            throw new JsonException(place + " is not a text");
        });
    }

    /** The names of all members. */
    public List<String> names() {
        return members.keySet().stream().map(String::valueOf).toList();
    }

    private <T> List<T> list(String name, BiFunction<Object, String, T> each) {
        if (!has(name)) {
            return List.of();
        }
        List<?> values = member(name, List.class, "a list");
        List<T> read = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            read.add(each.apply(value == null ? "null" : value, at(name) + "[" + i + "]"));
        }
        return read;
    }

    private <T> T member(String name, Class<T> type, String what) {
        Object value = members.get(name);
        if (value == null) {
            throw new JsonException(at(name) + " is missing");
        }
        if (!type.isInstance(value)) {
            throw new JsonException(at(name) + " is not " + what);
        }
        return type.cast(value);
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no word from the parser");
    }
}
