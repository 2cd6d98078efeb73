package org.stringless.model.text;

import java.util.Locale;

/**
 * Makes text from outside safe to show on a page or a terminal: what would steer the reader's screen instead of being read (control
 * characters, escape sequences, marks that turn the direction of writing, halves of characters) becomes its escape, {@code \u202e}. Line
 * feeds and tabs stay.
 */
public final class VisibleText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private VisibleText() {}

    /** The text with every steering character shown as an escape. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::steers)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (steers(character)) {
                visible.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    /** The same on one line: line feeds and tabs become blanks. */
    public static String line(String text) {
        return of(text.replace('\n', ' ').replace('\t', ' '));
    }

    private static boolean steers(int character) {
        if (character == '\n' || character == '\t') {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            // Scripts of India and Iran need these two; they steer nothing.
            case Character.FORMAT -> character != ZERO_WIDTH_NON_JOINER && character != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
