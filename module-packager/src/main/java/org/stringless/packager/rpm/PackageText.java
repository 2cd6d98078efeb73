package org.stringless.packager.rpm;

import java.util.regex.Pattern;

/** Texts as rpm and rpmlint want them: lines of less than 80 characters, a summary without full stop. */
final class PackageText {
    private static final int LINE = 79;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern FULL_STOP = Pattern.compile("[.\\s]+$");

    private PackageText() {}

    static String summary(String text) {
        String cut = text.length() <= LINE ? text : text.substring(0, Math.max(1, text.lastIndexOf(' ', LINE - 1)));
        return FULL_STOP.matcher(cut).replaceAll("");
    }

    static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : BLANKS.split(text)) {
            if (column > 0) {
                boolean fits = column + 1 + word.length() <= LINE;
                lines.append(fits ? ' ' : '\n');
                column = fits ? column + 1 : 0;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
