package org.stringless.packager.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version requirement of {@code metadata.json}, as Puppet's own SemanticPuppet understands it: comparators, {@code 1.x}, {@code ~},
 * {@code ^}, {@code a - b}, all of them joined by blanks (and) and {@code ||} (or).
 *
 * @param alternatives a version belongs to the range when it belongs to one of them; never empty
 */
public record VersionRange(List<Interval> alternatives) {
    /** Any version. */
    public static final VersionRange ALL = new VersionRange(List.of(Interval.ALL));

    private static final String PART = "(?:[xX*]|0|[1-9][0-9]{0,17})";
    private static final String QUALIFIER = "(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?";
    private static final String PARTIAL = PART + "(?:\\." + PART + "(?:\\." + PART + QUALIFIER + ")?)?";
    private static final Pattern SIMPLE = Pattern.compile("(~>|~=|>=|<=|[<>=~^])?(" + PARTIAL + ")");
    private static final Pattern HYPHEN = Pattern.compile("(" + PARTIAL + ")\\s+-\\s+(" + PARTIAL + ")");
    private static final Pattern BEHIND_NUMBERS = Pattern.compile("[-+]");
    private static final Pattern OR = Pattern.compile("\\s*\\|\\|\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BLANKS_OR_V_BEHIND_OPERATOR = Pattern.compile("([><=~^])(?:\\s*v|\\s+)");

    /** Copies the list. */
    public VersionRange {
        alternatives = List.copyOf(alternatives);
    }

    /** Reads the usual form; throws {@link IllegalArgumentException} when it is none, or when no version can ever belong to it. */
    public static VersionRange parse(String text) {
        String tight = BLANKS_OR_V_BEHIND_OPERATOR.matcher(text.strip()).replaceAll("$1");
        List<Interval> alternatives = new ArrayList<>();
        for (String alternative : OR.split(tight)) {
            Interval interval = intersection(alternative, text);
            if (!interval.empty() && !alternatives.contains(interval)) {
                alternatives.add(interval);
            }
        }
        if (alternatives.isEmpty()) {
            throw new IllegalArgumentException("no version can belong to the range '" + text + "'");
        }
        return alternatives.stream().anyMatch(Interval::unbounded) ? ALL : new VersionRange(alternatives);
    }

    /** Whether Puppet would take this version. */
    public boolean includes(ModuleVersion version) {
        return alternatives.stream().anyMatch(interval -> interval.includes(version));
    }

    private static Interval intersection(String text, String whole) {
        Matcher hyphen = HYPHEN.matcher(text);
        if (hyphen.matches()) {
            return Interval.atLeast(Partial.of(hyphen.group(1)).filled())
                    .and(Interval.atMost(Partial.of(hyphen.group(2)).filled()));
        }
        Interval interval = Interval.ALL;
        for (String simple : text.isEmpty() ? new String[0] : BLANKS.split(text)) {
            Matcher comparator = SIMPLE.matcher(simple);
            if (!comparator.matches()) {
                throw new IllegalArgumentException("'" + whole + "' is not a version range");
            }
            String operator = comparator.group(1) == null ? "=" : comparator.group(1);
            interval = interval.and(Partial.of(comparator.group(2)).interval(operator));
        }
        return interval;
    }

    /** A version whose last numbers may be missing or {@code x}: then they are -1. */
    private record Partial(long major, long minor, long patch, String rest) {
        static Partial of(String text) {
            String numbers = BEHIND_NUMBERS.split(text, 2)[0];
            String[] parts = numbers.split("\\.");
            long major = number(parts, 0);
            long minor = major < 0 ? -1 : number(parts, 1);
            long patch = minor < 0 ? -1 : number(parts, 2);
            return new Partial(major, minor, patch, text.substring(numbers.length()));
        }

        private static long number(String[] parts, int index) {
            if (index >= parts.length || "x*".contains(parts[index].toLowerCase(Locale.ROOT))) {
                return -1;
            }
            return Long.parseLong(parts[index]);
        }

        /** The version with zeros where nothing was said. */
        ModuleVersion filled() {
            return ModuleVersion.parse(Math.max(major, 0) + "." + Math.max(minor, 0) + "." + Math.max(patch, 0) + rest);
        }

        Interval interval(String operator) {
            return switch (operator) {
                case ">=" -> Interval.atLeast(filled());
                case "<" -> Interval.below(filled());
                case ">" ->
                    major < 0
                            ? Interval.below(ModuleVersion.of(0, 0, 0))
                            : patch < 0 ? Interval.atLeast(behind()) : Interval.above(filled());
                case "<=" ->
                    major < 0 ? Interval.ALL : patch < 0 ? Interval.below(behind()) : Interval.atMost(filled());
                case "^" -> compatible();
                case "=" -> patch < 0 ? series() : Interval.exactly(filled());
                default -> patch < 0 ? series() : Interval.between(filled(), ModuleVersion.of(major, minor + 1, 0));
            };
        }

        /** All versions that begin with the given numbers. */
        private Interval series() {
            return major < 0
                    ? Interval.ALL
                    : Interval.between(ModuleVersion.of(major, Math.max(minor, 0), 0), behind());
        }

        private Interval compatible() {
            if (major < 0) {
                return Interval.ALL;
            }
            if (major > 0) {
                return Interval.between(filled(), ModuleVersion.of(major + 1, 0, 0));
            }
            return patch < 0 ? series() : Interval.between(filled(), ModuleVersion.of(major, minor + 1, 0));
        }

        /** The first version behind those that begin with the given numbers. */
        private ModuleVersion behind() {
            return minor < 0 ? ModuleVersion.of(major + 1, 0, 0) : ModuleVersion.of(major, minor + 1, 0);
        }
    }
}
