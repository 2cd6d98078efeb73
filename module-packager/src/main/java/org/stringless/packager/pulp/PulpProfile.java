package org.stringless.packager.pulp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A profile of Pulp's own command line: one table of its {@code cli.toml}, of which only texts are read. The file belongs to that program
 * and is never written.
 */
public record PulpProfile(Map<String, String> texts) {
    private static final Pattern TABLE = Pattern.compile("\\s*\\[\\s*\"?([^\\]\"]+?)\"?\\s*]\\s*(#.*)?");
    private static final Pattern BASIC =
            Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(#.*)?");
    private static final Pattern LITERAL = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*=\\s*'([^']*)'\\s*(#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|.)");

    /** Copies the map. */
    public PulpProfile {
        texts = Map.copyOf(texts);
    }

    /**
     * Finds a profile in the text of a {@code cli.toml}.
     *
     * @param name {@code cli} for the profile without a name, else the name: its table is {@code [cli-NAME]}
     */
    public static Optional<PulpProfile> in(String toml, String name) {
        Map<String, Map<String, String>> tables = new HashMap<>();
        Map<String, String> table = new HashMap<>();
        for (String line : toml.lines().toList()) {
            Matcher head = TABLE.matcher(line);
            Matcher basic = BASIC.matcher(line);
            Matcher literal = LITERAL.matcher(line);
            if (head.matches()) {
                table = tables.computeIfAbsent(head.group(1), key -> new HashMap<>());
            } else if (basic.matches()) {
                table.put(basic.group(1), unescaped(basic.group(2)));
            } else if (literal.matches()) {
                table.put(literal.group(1), literal.group(2));
            }
        }
        Map<String, String> exact = tables.get(name);
        return Optional.ofNullable(exact == null ? tables.get("cli-" + name) : exact)
                .map(PulpProfile::new);
    }

    /** User and password, if it has both. */
    public Optional<PulpCredentials> credentials() {
        return text("username").flatMap(user -> text("password").map(password -> new PulpCredentials(user, password)));
    }

    /** Whether it is about that server. */
    public boolean isFor(PulpAddress address) {
        return text("base_url")
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .filter(url -> url.equalsIgnoreCase(address.server().toString()))
                .isPresent();
    }

    /** The address with this profile's root and domain. */
    public PulpAddress shape(PulpAddress address) {
        return new PulpAddress(
                address.server(),
                text("api_root").orElse(address.apiRoot()),
                text("domain").orElse(address.domain()));
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1))));
    }

    private static String character(String escape) {
        return switch (escape.charAt(0)) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
            default -> escape;
        };
    }
}
