package org.stringless.applier.preview;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stringless.io.file.Sha256;

/** A parameter's value as it may be shown: secrets are redacted, contents and texts of several lines are digests. */
final class ShownValue {
    static final String REDACTED = "[redacted]";

    private ShownValue() {}

    /** In Puppet's own notation, but without quotes. */
    static String of(String parameter, Object value) {
        if (value instanceof String text) {
            return isContent(parameter, text) ? digest(text.getBytes(StandardCharsets.UTF_8)) : text;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> of("", orUndef(each))).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return isSensitive(map) ? REDACTED : isBinary(map) ? digest(bytes(map)) : hash(map);
        }
        return String.valueOf(value);
    }

    /** Whether a text is the content of something rather than a word about it. */
    static boolean isContent(String parameter, String text) {
        return parameter.equals("content") || text.contains("\n");
    }

    /** Whether the value is a secret, or has one inside. */
    static boolean hasSecret(Object value) {
        if (value instanceof Map<?, ?> map) {
            return isSensitive(map) || map.values().stream().anyMatch(each -> hasSecret(orUndef(each)));
        }
        return value instanceof List<?> list && list.stream().anyMatch(each -> hasSecret(orUndef(each)));
    }

    private static String hash(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + " => " + of(String.valueOf(entry.getKey()), orUndef(entry.getValue())))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static boolean isSensitive(Map<?, ?> map) {
        return "Sensitive".equals(map.get("__ptype"));
    }

    private static boolean isBinary(Map<?, ?> map) {
        return "Binary".equals(map.get("__ptype"));
    }

    private static byte[] bytes(Map<?, ?> binary) {
        return Base64.getMimeDecoder().decode(String.valueOf(binary.get("__pvalue")));
    }

    private static String digest(byte[] content) {
        return "{sha256}" + Sha256.of(content);
    }

    private static Object orUndef(@org.jspecify.annotations.Nullable Object value) {
        return value == null ? "undef" : value;
    }
}
