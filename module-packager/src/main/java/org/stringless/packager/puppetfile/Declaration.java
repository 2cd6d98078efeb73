package org.stringless.packager.puppetfile;

/**
 * One {@code mod} of a Puppetfile.
 *
 * @param name the part Puppet autoloads by, and the name of the module's directory
 * @param path where the module stands in the environment, {@code modules/apache}
 * @param excludeSpec whether the module's {@code spec} directory is left out
 * @param line the line of its {@code mod}, counted from 1
 */
public record Declaration(String name, String path, Origin origin, boolean excludeSpec, int line) {}
