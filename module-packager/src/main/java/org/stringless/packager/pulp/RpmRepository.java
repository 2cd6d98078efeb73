package org.stringless.packager.pulp;

/**
 * A repository of RPMs in Pulp.
 *
 * @param href where Pulp's API knows it
 * @param latestVersion href of its newest version
 */
public record RpmRepository(String name, String href, String latestVersion) {
    /** The number in a version's href, {@code …/versions/7/}. */
    public static long number(String version) {
        String[] components = version.split("/");
        return Long.parseLong(components[components.length - 1]);
    }
}
