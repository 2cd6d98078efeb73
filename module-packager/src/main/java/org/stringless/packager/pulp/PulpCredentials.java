package org.stringless.packager.pulp;

/** A user of Pulp with its password. */
public record PulpCredentials(String user, String password) {
    @Override
    public String toString() {
        return user + " (password not shown)";
    }
}
