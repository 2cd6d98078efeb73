package org.stringless.packager.puppetfile;

/**
 * One word of a Puppetfile.
 *
 * @param text the content: of a string without its quotes, of a symbol without its colon, of a key without its colon
 * @param line counts from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        /** {@code mod}, {@code true}. */
        WORD,
        /** {@code git:} before a value. */
        KEY,
        /** {@code :git}. */
        SYMBOL,
        /** {@code 'text'} or {@code "text"}. */
        STRING,
        /** {@code =>}. */
        ARROW,
        COMMA,
        /** {@code ( ) { }}; the text is the character itself. */
        BRACKET,
        /** End of a line, or a semicolon. */
        NEWLINE,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean is(Kind other, String content) {
        return kind == other && text.equals(content);
    }

    /** As a person would point at it. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case NEWLINE -> "the end of the line";
            case ARROW -> "=>";
            case COMMA -> "a comma";
            case STRING -> "'" + text + "'";
            case SYMBOL -> ":" + text;
            case KEY -> text + ":";
            case WORD, BRACKET -> text;
        };
    }
}
