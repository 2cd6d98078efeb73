package org.stringless.packager.version;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module's version, as Semantic Versioning 2.0.0 writes it.
 *
 * @param prerelease what stands behind the dash, {@code rc.1}; empty for a final version
 * @param build what stands behind the plus; it has no part in the order
 */
public record ModuleVersion(long major, long minor, long patch, String prerelease, String build)
        implements Comparable<ModuleVersion> {
    private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
    private static final String PARTS = "([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)";
    private static final Pattern FORM =
            Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-" + PARTS + ")?(?:\\+" + PARTS + ")?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9]+");
    private static final Comparator<ModuleVersion> ORDER = Comparator.comparingLong(ModuleVersion::major)
            .thenComparingLong(ModuleVersion::minor)
            .thenComparingLong(ModuleVersion::patch)
            .thenComparing(ModuleVersion::prerelease, ModuleVersion::comparePrereleases);

    /** Refuses numeric identifiers with leading zeros, which Semantic Versioning forbids. */
    public ModuleVersion {
        for (String part : prerelease.split("\\.", -1)) {
            if (LEADING_ZERO.matcher(part).matches()) {
                throw new IllegalArgumentException("the number '" + part + "' has leading zeros");
            }
        }
    }

    /** A final version. */
    public static ModuleVersion of(long major, long minor, long patch) {
        return new ModuleVersion(major, minor, patch, "", "");
    }

    /** Reads {@code X.Y.Z[-pre][+build]}; throws {@link IllegalArgumentException} for anything else. */
    public static ModuleVersion parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a version (X.Y.Z)");
        }
        return new ModuleVersion(
                Long.parseLong(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3)),
                form.group(4) == null ? "" : form.group(4),
                form.group(5) == null ? "" : form.group(5));
    }

    /** Whether it is a final version. */
    public boolean stable() {
        return prerelease.isEmpty();
    }

    /** {@code X.Y.Z}, or {@code X.Y.Z~pre}, which sorts before it. RPM knows no dash inside and nothing like a build. */
    public String rpm() {
        return triple() + (stable() ? "" : "~" + prerelease.replace('-', '.'));
    }

    boolean sameTriple(ModuleVersion other) {
        return major == other.major && minor == other.minor && patch == other.patch;
    }

    @Override
    public int compareTo(ModuleVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return triple() + (stable() ? "" : "-" + prerelease) + (build.isEmpty() ? "" : "+" + build);
    }

    private String triple() {
        return major + "." + minor + "." + patch;
    }

    private static int comparePrereleases(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        List<String> lefts = List.of(left.split("\\."));
        List<String> rights = List.of(right.split("\\."));
        for (int i = 0; i < Math.min(lefts.size(), rights.size()); i++) {
            int order = compareParts(lefts.get(i), rights.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lefts.size(), rights.size());
    }

    private static int compareParts(String left, String right) {
        boolean leftNumber = DIGITS.matcher(left).matches();
        boolean rightNumber = DIGITS.matcher(right).matches();
        if (leftNumber && rightNumber) {
            // Without leading zeros the longer number is the greater one.
            int length = Integer.compare(left.length(), right.length());
            return length != 0 ? length : left.compareTo(right);
        }
        return leftNumber == rightNumber ? left.compareTo(right) : leftNumber ? -1 : 1;
    }
}
