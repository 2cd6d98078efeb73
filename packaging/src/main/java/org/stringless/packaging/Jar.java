package org.stringless.packaging;

import java.nio.file.Path;

/**
 * A jar by its Maven coordinates.
 *
 * @param file where it lies
 */
record Jar(String group, String artifact, String version, Path file) {
    /** From a file in the layout of a Maven repository: {@code org/yaml/snakeyaml/2.5/snakeyaml-2.5.jar}. */
    static Jar of(Path repository, Path file) {
        Path place = repository.relativize(file);
        int names = place.getNameCount();
        String group = place.subpath(0, names - 3).toString().replace('/', '.');
        return new Jar(
                group,
                place.getName(names - 3).toString(),
                place.getName(names - 2).toString(),
                file);
    }

    /** The same library, in another file. */
    Jar at(Path place) {
        return new Jar(group, artifact, version, place);
    }

    boolean isOurs() {
        return group.equals("org.stringless");
    }

    /** {@code snakeyaml-2.5.jar}. */
    String fileName() {
        return artifact + "-" + version + ".jar";
    }

    /** Its name among all packages of all kinds. */
    String packageUrl() {
        return "pkg:maven/" + group + "/" + artifact + "@" + version + "?type=jar";
    }
}
