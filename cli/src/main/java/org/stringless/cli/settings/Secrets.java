package org.stringless.cli.settings;

/** Keeps what only a server should know off screens and out of records. */
public final class Secrets {
    private Secrets() {}

    /** The text with {@code ***} where an address has a user, a password or a query. */
    public static String hidden(String text) {
        return text.contains("://") ? text.replaceAll("://\\S*@", "://***@").replaceAll("\\?[^\\s']+", "?***") : text;
    }
}
