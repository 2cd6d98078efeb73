package org.stringless.releasewire.rpm;

import java.util.Comparator;
import org.stringless.model.release.PackageName;

/** rpm's own order of versions and releases. */
public final class RpmVersion {
    /** Orders packages of one name by epoch, version and release. */
    public static final Comparator<PackageName> BY_EVR = Comparator.comparingInt(PackageName::epoch)
            .thenComparing(PackageName::version, RpmVersion::compare)
            .thenComparing(PackageName::release, RpmVersion::compare);

    private RpmVersion() {}

    /**
     * rpm's {@code rpmvercmp}: negative, zero or positive as {@code a} is older than, the same as or newer than {@code b}. Runs of digits
     * compare as numbers, runs of letters as texts, a number is newer than a word, {@code ~} sorts below the end and {@code ^} above it;
     * every other character only separates.
     */
    public static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            i = skipSeparators(a, i);
            j = skipSeparators(b, j);
            char ca = i < a.length() ? a.charAt(i) : 0;
            char cb = j < b.length() ? b.charAt(j) : 0;
            if (ca == '~' || cb == '~' || ca == '^' || cb == '^') {
                if (ca != cb) {
                    return compareSigns(ca, cb);
                }
                i++;
                j++;
                continue;
            }
            if (ca == 0 || cb == 0) {
                break;
            }
            boolean number = isDigit(ca);
            int endA = segmentEnd(a, i, number);
            int endB = segmentEnd(b, j, number);
            if (endB == j) {
                return number ? 1 : -1;
            }
            int order = number
                    ? compareNumbers(a.substring(i, endA), b.substring(j, endB))
                    : a.substring(i, endA).compareTo(b.substring(j, endB));
            if (order != 0) {
                return Integer.signum(order);
            }
            i = endA;
            j = endB;
        }
        return Boolean.compare(i < a.length(), j < b.length());
    }

    // A tilde is older than anything, the end included; a caret is newer than the end, but older than anything else
    // that goes on.
    private static int compareSigns(char ca, char cb) {
        if (ca == '~' || cb == '~') {
            return ca == '~' ? -1 : 1;
        }
        if (ca == 0 || cb == 0) {
            return ca == 0 ? -1 : 1;
        }
        return ca == '^' ? -1 : 1;
    }

    private static int compareNumbers(String a, String b) {
        String bare = a.replaceFirst("^0+", "");
        String other = b.replaceFirst("^0+", "");
        return bare.length() != other.length() ? bare.length() - other.length() : bare.compareTo(other);
    }

    private static int skipSeparators(String text, int from) {
        int i = from;
        while (i < text.length()
                && !isDigit(text.charAt(i))
                && !isLetter(text.charAt(i))
                && text.charAt(i) != '~'
                && text.charAt(i) != '^') {
            i++;
        }
        return i;
    }

    private static int segmentEnd(String text, int from, boolean number) {
        int i = from;
        while (i < text.length() && (number ? isDigit(text.charAt(i)) : isLetter(text.charAt(i)))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
