package org.stringless.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Libraries compiled anew from their published sources, unchanged. Picocli's class files have the form of Java 5, which the archive of classes
 * leaves out: each start would read and check them one by one.
 */
final class Recompiled {
    private static final String RELEASE = "17";

    private final Path sources;
    private final Jdk jdk;

    /** Takes each library whose {@code -sources.jar} lies in that directory. */
    Recompiled(Path sources, Jdk jdk) {
        this.sources = sources;
        this.jdk = jdk;
    }

    /** The class path with those libraries replaced by jars in a new directory. */
    ClassPath of(ClassPath jars, Path directory) throws IOException {
        Files.createDirectory(directory);
        List<Jar> all = new ArrayList<>();
        for (Jar jar : jars.jars()) {
            Path source = sources.resolve(jar.artifact() + "-" + jar.version() + "-sources.jar");
            all.add(Files.exists(source) ? jar.at(compile(jar, source, directory.resolve(jar.artifact()))) : jar);
        }
        return new ClassPath(all);
    }

    private Path compile(Jar jar, Path source, Path scratch) throws IOException {
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        List<String> words = new ArrayList<>(List.of(
                "--release",
                RELEASE,
                "-g:source,lines",
                "-XDstringConcat=inline",
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString()));
        try (ZipFile zip = new ZipFile(source.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".java")) {
                    Path file = scratch.resolve("sources").resolve(entry.getName());
                    Files.createDirectories(file.getParent());
                    Files.write(file, zip.getInputStream(entry).readAllBytes());
                    words.add(file.toString());
                }
            }
        }
        jdk.run("javac", words);
        Path made = scratch.resolve(jar.fileName());
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(made));
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path compiled : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(compiled).toString()));
                Files.copy(compiled, out);
            }
        }
        return made;
    }
}
