package org.stringless.cli.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stringless.model.schedule.Period;

/** What values look like; each form throws {@link IllegalArgumentException} with the value and what would be right. */
final class Forms {
    private static final Duration LONGEST_RUN = Duration.ofDays(7);
    private static final Pattern AUTHORITY =
            Pattern.compile("([^@/]*@)?(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?");
    private static final Pattern TARGET = Pattern.compile("dir:.+|pulp:https?://[^\\s#@]+#[A-Za-z0-9][A-Za-z0-9._-]*");

    private Forms() {}

    static URI web(String text) {
        return address(text, "http", "https");
    }

    static URI repository(String text) {
        return address(text, "file", "http", "https");
    }

    /** An address below which others lie, so neither query nor fragment. */
    private static URI address(String text, String... schemes) {
        List<String> known = Arrays.asList(schemes);
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address: " + e.getReason(), e);
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!known.contains(scheme)) {
            String names = known.stream().map(name -> name + ":").collect(Collectors.joining(", "));
            throw new IllegalArgumentException("'" + text + "' is not an address that begins with one of " + names);
        }
        String authority = address.getRawAuthority();
        String path = address.getPath();
        if (scheme.equals("file") ? authority != null || path == null || !path.startsWith("/") : !isHost(authority)) {
            throw new IllegalArgumentException("'" + text + "' "
                    + (scheme.equals("file") ? "is not file:/ with an absolute path" : "names no host and port"));
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + text + "' has a '?' or '#', but other addresses lie below it");
        }
        return address;
    }

    private static boolean isHost(String authority) {
        return authority != null && AUTHORITY.matcher(authority).matches();
    }

    static Duration period(String text) {
        Duration span = Span.parse(text);
        List<Duration> known =
                Arrays.stream(Period.values()).map(Period::length).toList();
        if (!known.contains(span)) {
            String names = known.stream().map(Span::write).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("'" + text + "' is not a period (" + names + ")");
        }
        return span;
    }

    static Duration runTimeout(String text) {
        Duration span = Span.parse(text);
        if (span.compareTo(Duration.ofSeconds(1)) < 0 || span.compareTo(LONGEST_RUN) > 0) {
            throw new IllegalArgumentException("'" + text + "' is not between 1s and 7d");
        }
        return span;
    }

    static Long index(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number from 0 on");
        }
        return Long.valueOf(text);
    }

    static Integer kept(String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 3) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number from 3 to 9999");
        }
        return Integer.valueOf(text);
    }

    static String word(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'" + text + "' is not one line of text");
        }
        return text;
    }

    static Path file(String text) {
        return Path.of(word(text));
    }

    static Path absolute(String text) {
        if (!file(text).isAbsolute()) {
            throw new IllegalArgumentException("'" + text + "' is not an absolute path");
        }
        return file(text);
    }

    static String target(String text) {
        if (!TARGET.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither dir:PATH nor pulp:https://HOST#REPOSITORY");
        }
        return text;
    }
}
