package org.stringless.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A small module written for a test. */
public record ModuleOnDisk(Path directory) {
    /** With a manifest, and a {@code metadata.json} that names it so. */
    public static ModuleOnDisk named(Path parent, String name, String version, String... dependencies)
            throws IOException {
        ModuleOnDisk module = new ModuleOnDisk(Files.createDirectories(parent.resolve(name.replace('/', '-'))));
        module.metadata("{\"name\": \"" + name + "\", \"version\": \"" + version
                + "\", \"author\": \"someone\", \"license\": \"Apache-2.0\", \"summary\": \"Made for a test\", \"dependencies\": ["
                + String.join(", ", dependencies) + "]}");
        return module.file("manifests/init.pp", "class " + name.replaceAll(".*[-/]", "") + " { }\n");
    }

    /** With another {@code metadata.json}. */
    public ModuleOnDisk metadata(String json) throws IOException {
        return file("metadata.json", json);
    }

    /** With one more file, mode 0644. */
    public ModuleOnDisk file(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return mode(path, "rw-r--r--");
    }

    /** With another mode of a file. */
    public ModuleOnDisk mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(directory.resolve(path), PosixFilePermissions.fromString(mode));
        return this;
    }

    /** With a link. */
    public ModuleOnDisk link(String path, String target) throws IOException {
        Files.createDirectories(directory.resolve(path).getParent());
        Files.createSymbolicLink(directory.resolve(path), Path.of(target));
        return this;
    }
}
