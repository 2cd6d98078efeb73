package org.stringless.packager.source;

/** Addresses in {@code .gitmodules}: {@code ./x} and {@code ../x} are relative to the address of the repository that names them. */
final class SubmoduleAddress {
    private SubmoduleAddress() {}

    static String resolve(String parent, String named) {
        if (!named.startsWith("./") && !named.startsWith("../")) {
            return named;
        }
        String base = parent.endsWith("/") ? parent.substring(0, parent.length() - 1) : parent;
        String rest = named;
        while (true) {
            if (rest.startsWith("./")) {
                rest = rest.substring(2);
            } else if (rest.startsWith("../")) {
                rest = rest.substring(3);
                base = base.substring(0, Math.max(0, lastSeparator(base)));
            } else {
                // git@host:repo with ../other becomes git@host:other.
                boolean host = parent.startsWith(base + ":") && !parent.startsWith(base + "://");
                return base + (host ? ":" : "/") + rest;
            }
        }
    }

    private static int lastSeparator(String base) {
        int slash = base.lastIndexOf('/');
        return slash >= 0 ? slash : base.lastIndexOf(':');
    }
}
