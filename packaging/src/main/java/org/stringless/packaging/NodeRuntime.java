package org.stringless.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The directory that a node's program runs from: {@code runtime/}, a Java of the two modules it needs; {@code lib/}, its jars;
 * {@code stringless.jar}, which names them; {@code stringless.jsa}, the archive of the classes it uses. The Java in {@code runtime/} takes the
 * archive only while each jar keeps its time and size, so all are as old as the packages.
 */
final class NodeRuntime {
    /** What the program is started with; the archive is only taken by a Java started alike. */
    static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx64m");

    static final String MAIN = "org.stringless.cli.Main";

    private final Path directory;
    private final Jdk jdk;

    private NodeRuntime(Path directory, Jdk jdk) {
        this.directory = directory;
        this.jdk = jdk;
    }

    /** Makes it in a new directory. */
    static NodeRuntime make(Path directory, Jdk jdk, ClassPath jars, Instant time) throws IOException {
        NodeRuntime runtime = new NodeRuntime(directory, jdk);
        runtime.link();
        Path lib = Files.createDirectories(directory.resolve("lib"));
        LeanJars lean = LeanJars.of(jars);
        for (Jar jar : jars.jars()) {
            lean.copy(jar, lib.resolve(jar.fileName()));
        }
        runtime.nameJars(jars, time);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
        return runtime;
    }

    Path directory() {
        return directory;
    }

    Path java() {
        return directory.resolve("runtime/bin/java");
    }

    /** The jar that is the whole class path. */
    Path jar() {
        return directory.resolve("stringless.jar");
    }

    Path archive() {
        return directory.resolve("stringless.jsa");
    }

    private void link() throws IOException {
        jdk.run(
                "jlink",
                List.of(
                        "--add-modules",
                        "java.base,java.logging",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        jdk.bestCompression(),
                        "--output",
                        directory.resolve("runtime").toString()));
        // For making archives of its own, for tools that look at other runtimes, for keys, for jars that are started as
        // programs.
        Path made = directory.resolve("runtime");
        for (String unused : List.of("lib/classlist", "lib/jrt-fs.jar", "bin/keytool", "lib/jexec")) {
            Files.deleteIfExists(made.resolve(unused));
        }
        // A sixth of the largest library is a table of names that only a debugger reads.
        List<String> words = new ArrayList<>(List.of("--strip-unneeded"));
        try (Stream<Path> files = Files.walk(made)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".so") || Files.isExecutable(file))
                    .map(Path::toString)
                    .sorted()
                    .forEach(words::add);
        }
        Jdk.run(Path.of("/usr/bin/strip"), words);
    }

    private void nameJars(ClassPath jars, Instant time) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, MAIN);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                jars.jars().stream().map(jar -> "lib/" + jar.fileName()).collect(Collectors.joining(" ")));
        try (OutputStream file = Files.newOutputStream(jar());
                JarOutputStream out = new JarOutputStream(file)) {
            ZipEntry entry = new ZipEntry("META-INF/MANIFEST.MF");
            entry.setTimeLocal(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
            out.putNextEntry(entry);
            manifest.write(out);
        }
    }

    /** Makes the archive of all classes that these lists name; a list is what a run of the program used. */
    void archive(List<Path> classLists) throws IOException {
        // Each line as often as the list that has it most often: two like lambdas of a class are two classes.
        Map<String, Integer> most = new LinkedHashMap<>();
        for (Path list : classLists) {
            Map<String, Integer> times = new LinkedHashMap<>();
            // Each list numbers its classes; together they are not unique, and only hidden loaders need them.
            Files.readAllLines(list).stream()
                    .filter(line -> !line.contains(" source: "))
                    .map(line -> line.replaceFirst(" id: .*", ""))
                    .forEach(line -> times.merge(line, 1, Integer::sum));
            times.forEach((line, count) -> most.merge(line, count, Math::max));
        }
        Path all = directory.resolveSibling("classes.list");
        Files.write(
                all,
                most.entrySet().stream()
                        .flatMap(line -> Collections.nCopies(line.getValue(), line.getKey()).stream())
                        .toList());
        List<String> words = new ArrayList<>(FLAGS);
        words.add("-Xshare:dump");
        if (jdk.linksArchives()) {
            words.add("-XX:+AOTClassLinking");
        }
        words.add("-Xlog:disable");
        words.add("-Xlog:all=error:stderr");
        words.add("-XX:SharedClassListFile=" + all);
        words.add("-XX:SharedArchiveFile=" + archive());
        words.add("-cp");
        words.add(jar().toString());
        Jdk.run(java(), words);
    }
}
