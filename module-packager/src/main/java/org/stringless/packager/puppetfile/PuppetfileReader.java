package org.stringless.packager.puppetfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.packager.puppetfile.Token.Kind;

/** Reads statements: {@code forge TEXT}, {@code moduledir TEXT}, {@code mod TEXT[, VERSION | KEYS]}, each with or without parentheses. */
final class PuppetfileReader {
    private final Tokens tokens;
    private final List<Declaration> modules = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private Optional<String> forge = Optional.empty();
    private String moduleDirectory = "modules";

    PuppetfileReader(String text) {
        this.tokens = new Tokens(text);
    }

    Puppetfile read() {
        tokens.skipLines();
        while (!tokens.peek().is(Kind.END)) {
            statement();
            tokens.skipLines();
        }
        return new Puppetfile(forge, modules);
    }

    private void statement() {
        Token word = tokens.next();
        if (!word.is(Kind.WORD)) {
            throw Refusal.at(word.line(), "a declaration cannot begin with " + word.shown());
        }
        switch (word.text()) {
            case "mod" -> module(word.line());
            case "forge" -> forge = Optional.of(only(word));
            case "moduledir" -> moduleDirectory = ModulePath.normalized(only(word), word.line());
            default -> throw Refusal.at(word.line(), "'" + word.text() + "' is not a declaration that is read");
        }
    }

    /** The single string of {@code forge} and {@code moduledir}. */
    private String only(Token statement) {
        boolean parentheses = opened("(");
        String value = string(statement.text());
        closeStatement(parentheses);
        return value;
    }

    private void module(int line) {
        boolean parentheses = opened("(");
        String title = string("mod");
        Optional<Token> version = Optional.empty();
        Map<String, Option> options = new LinkedHashMap<>();
        if (comma(parentheses)) {
            if (opened("{")) {
                pairs(options, "}");
                comma(parentheses);
            } else if (atPair()) {
                pairs(options, parentheses ? ")" : "");
            } else {
                version = Optional.of(value());
                comma(parentheses);
            }
        }
        closeStatement(parentheses);
        Declaration declaration = new ModuleLine(title, version, options, line).declaration(moduleDirectory);
        Integer before = names.putIfAbsent(declaration.name(), line);
        if (before != null) {
            throw Refusal.at(
                    line,
                    "module '" + declaration.name() + "' is declared on line " + before + " already",
                    "Leave one of the two declarations out.");
        }
        modules.add(declaration);
    }

    /** Key and value pairs up to the bracket, or to the end of the statement when there is none. */
    private void pairs(Map<String, Option> options, String closing) {
        boolean bracketed = !closing.isEmpty();
        boolean more = true;
        if (bracketed) {
            tokens.skipLines();
        }
        while (more && atPair()) {
            Token key = tokens.next();
            if (key.is(Kind.SYMBOL)) {
                expectArrow();
            }
            tokens.skipLines();
            Option before = options.putIfAbsent(key.text(), new Option(value(), key.line()));
            if (before != null) {
                throw Refusal.at(key.line(), "the key " + key.shown() + " stands there twice");
            }
            more = comma(bracketed);
        }
        if (closing.equals("}")) {
            close("}");
        }
    }

    private void expectArrow() {
        Token arrow = tokens.next();
        if (!arrow.is(Kind.ARROW)) {
            throw Refusal.at(arrow.line(), arrow.shown() + " stands where => should");
        }
    }

    private boolean atPair() {
        Token token = tokens.peek();
        // ':latest' alone is a version; every other symbol there is a key.
        return token.is(Kind.KEY) || (token.is(Kind.SYMBOL) && !token.text().equals("latest"));
    }

    /** Passes a comma and the ends of lines after it; inside brackets those before it, too. */
    private boolean comma(boolean bracketed) {
        if (bracketed) {
            tokens.skipLines();
        }
        if (!tokens.peek().is(Kind.COMMA)) {
            return false;
        }
        tokens.next();
        tokens.skipLines();
        return true;
    }

    private boolean opened(String bracket) {
        if (!tokens.peek().is(Kind.BRACKET, bracket)) {
            return false;
        }
        tokens.next();
        tokens.skipLines();
        return true;
    }

    private void close(String bracket) {
        tokens.skipLines();
        Token token = tokens.next();
        if (!token.is(Kind.BRACKET, bracket)) {
            throw Refusal.at(token.line(), token.shown() + " stands where " + bracket + " should");
        }
    }

    private void closeStatement(boolean parentheses) {
        if (parentheses) {
            close(")");
        }
        Token token = tokens.peek();
        // After a trailing comma the next declaration may follow at once: its line is another one.
        if (!token.is(Kind.NEWLINE) && !token.is(Kind.END) && !startsStatement(token)) {
            throw Refusal.at(token.line(), token.shown() + " is too much for the declaration");
        }
    }

    private static boolean startsStatement(Token token) {
        return token.is(Kind.WORD, "mod") || token.is(Kind.WORD, "forge") || token.is(Kind.WORD, "moduledir");
    }

    private String string(String statement) {
        Token token = tokens.next();
        if (!token.is(Kind.STRING)) {
            throw Refusal.at(token.line(), statement + " is followed by " + token.shown() + ", not by a string");
        }
        return token.text();
    }

    private Token value() {
        Token token = tokens.next();
        boolean literal = token.is(Kind.STRING)
                || token.is(Kind.SYMBOL)
                || token.is(Kind.WORD, "true")
                || token.is(Kind.WORD, "false")
                || token.is(Kind.WORD, "nil");
        if (!literal) {
            throw Refusal.at(token.line(), token.shown() + " is not a fixed value");
        }
        return token;
    }
}
