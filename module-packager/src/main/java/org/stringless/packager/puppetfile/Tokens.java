package org.stringless.packager.puppetfile;

import org.jspecify.annotations.Nullable;

/** Cuts a Puppetfile into {@link Token}s, one after the other; refuses what only Ruby could make sense of. */
final class Tokens {
    private final String text;
    private int at;
    private int line = 1;
    private @Nullable Token ahead;

    Tokens(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The token that {@link #next()} will give. */
    Token peek() {
        if (ahead == null) {
            ahead = read();
        }
        return ahead;
    }

    Token next() {
        Token token = peek();
        ahead = null;
        return token;
    }

    /** Passes over ends of lines. */
    void skipLines() {
        while (peek().is(Token.Kind.NEWLINE)) {
            next();
        }
    }

    private Token read() {
        skipBlanks();
        if (at >= text.length()) {
            return new Token(Token.Kind.END, "", line);
        }
        char c = text.charAt(at);
        int start = line;
        switch (c) {
            case '\n' -> {
                at++;
                line++;
                return new Token(Token.Kind.NEWLINE, "", start);
            }
            case ';' -> {
                return single(Token.Kind.NEWLINE);
            }
            case ',' -> {
                return single(Token.Kind.COMMA);
            }
            case '(', ')', '{', '}' -> {
                return single(Token.Kind.BRACKET);
            }
            case '\'', '"' -> {
                String content = string(c);
                return follows(':') ? key(content, start) : new Token(Token.Kind.STRING, content, start);
            }
            case ':' -> {
                return symbol();
            }
            case '=' -> {
                if (text.startsWith("=>", at)) {
                    at += 2;
                    return new Token(Token.Kind.ARROW, "", start);
                }
                throw Refusal.at(line, "an assignment is not a declaration");
            }
            default -> {
                return word(c);
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipToEndOfLine();
            } else if (c == '\\' && text.startsWith("\\\n", at)) {
                at += 2;
                line++;
            } else if (atLineStart() && startsWithWord("=begin")) {
                skipBlockComment();
            } else if (atLineStart() && text.startsWith("__END__", at) && endsLineAt(at + 7)) {
                at = text.length();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
                at++;
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() {
        int start = line;
        while (at < text.length()) {
            if (atLineStart() && startsWithWord("=end")) {
                skipToEndOfLine();
                return;
            }
            skipToEndOfLine();
            if (at < text.length()) {
                at++;
                line++;
            }
        }
        throw Refusal.at(start, "the comment that begins with =begin has no =end");
    }

    private boolean startsWithWord(String word) {
        int end = at + word.length();
        return text.startsWith(word, at) && (end >= text.length() || Character.isWhitespace(text.charAt(end)));
    }

    private void skipToEndOfLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private boolean atLineStart() {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private boolean endsLineAt(int place) {
        return place >= text.length() || text.charAt(place) == '\n' || text.charAt(place) == '\r';
    }

    private Token single(Token.Kind kind) {
        return new Token(kind, String.valueOf(text.charAt(at++)), line);
    }

    private Token symbol() {
        int start = line;
        at++;
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return new Token(Token.Kind.SYMBOL, string(text.charAt(at)), start);
        }
        String name = name();
        if (name.isEmpty()) {
            throw Refusal.at(line, "a colon without a symbol's name after it");
        }
        return new Token(Token.Kind.SYMBOL, name, start);
    }

    private Token word(char c) {
        int start = line;
        String name = name();
        if (name.isEmpty()) {
            throw Refusal.at(line, "'" + c + "' has no meaning in a declaration");
        }
        return follows(':') ? key(name, start) : new Token(Token.Kind.WORD, name, start);
    }

    private boolean follows(char c) {
        return at < text.length() && text.charAt(at) == c && !text.startsWith("::", at);
    }

    private Token key(String name, int start) {
        at++;
        return new Token(Token.Kind.KEY, name, start);
    }

    private String name() {
        int start = at;
        while (at < text.length() && nameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean nameCharacter(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private String string(char quote) {
        int start = line;
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return content.toString();
            }
            if (c == '\n') {
                throw Refusal.at(start, "a string does not end on its line");
            }
            if (c == '\\') {
                at++;
                content.append(escaped(quote));
            } else if (quote == '"' && c == '#' && at + 1 < text.length() && "{$@".indexOf(text.charAt(at + 1)) >= 0) {
                throw Refusal.at(line, "a string with #" + text.charAt(at + 1) + " takes its value from Ruby");
            } else {
                content.append(c);
            }
        }
        throw Refusal.at(start, "a string does not end");
    }

    /** In single quotes Ruby knows two escapes and keeps every other backslash; in double quotes only harmless ones are taken. */
    private String escaped(char quote) {
        char c = at < text.length() ? text.charAt(at) : '\n';
        if (c == '\\' || c == quote) {
            return String.valueOf(c);
        }
        if (quote == '\'' && c != '\n') {
            return "\\" + c;
        }
        if (c == '"' || c == '\'' || c == '#') {
            return String.valueOf(c);
        }
        throw Refusal.at(line, "the escape \\" + (c == '\n' ? "" : c) + " in a string is not read");
    }
}
