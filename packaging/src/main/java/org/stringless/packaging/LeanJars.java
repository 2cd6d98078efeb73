package org.stringless.packaging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The jars as a node needs them: of others' jars only the classes that ours mention, or that those mention in turn. A mention is any name in
 * a class file, so that only names put together at run time would be missed; services are mentioned by their interface.
 */
final class LeanJars {
    private static final String SERVICES = "META-INF/services/";
    private static final String CLASS = ".class";
    private static final Pattern PAPER = Pattern.compile("(?i)LICENSE|NOTICE|COPYRIGHT");
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final Map<String, byte[]> classes = new HashMap<>();
    private final Map<String, Set<String>> providers = new HashMap<>();
    private final Set<String> kept = new HashSet<>();
    private final Deque<String> todo = new ArrayDeque<>();

    private LeanJars() {}

    /** Finds out what is mentioned. */
    static LeanJars of(ClassPath jars) throws IOException {
        LeanJars lean = new LeanJars();
        for (Jar jar : jars.jars()) {
            lean.read(jar);
        }
        lean.follow();
        return lean;
    }

    private void read(Jar jar) throws IOException {
        try (JarFile file = new JarFile(jar.file().toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith(SERVICES) && !entry.isDirectory()) {
                    new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
                            .forEach(providers.computeIfAbsent(
                                    slashed(name.substring(SERVICES.length())), service -> new HashSet<>())::add);
                } else if (isClass(name)) {
                    classes.putIfAbsent(
                            className(name), file.getInputStream(entry).readAllBytes());
                    if (jar.isOurs()) {
                        keep(className(name));
                    }
                }
            }
        }
    }

    private void follow() throws IOException {
        while (!todo.isEmpty()) {
            for (String mentioned : ClassMentions.of(Objects.requireNonNull(classes.get(todo.remove())))) {
                keep(mentioned);
            }
        }
    }

    private void keep(String name) {
        if (classes.containsKey(name) && kept.add(name)) {
            todo.add(name);
            providers.getOrDefault(name, Set.of()).forEach(this::keep);
        }
    }

    /** Copies a jar: ours as it is, others with their licences and without what nobody mentions or only other tools read. */
    void copy(Jar jar, Path to) throws IOException {
        if (jar.isOurs()) {
            Files.copy(jar.file(), to);
            return;
        }
        try (JarFile whole = new JarFile(jar.file().toFile());
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16);
                ZipOutputStream lean = new ZipOutputStream(file)) {
            lean.setLevel(Deflater.BEST_COMPRESSION);
            put(lean, JarFile.MANIFEST_NAME);
            manifest(jar).write(lean);
            for (ZipEntry entry : whole.stream().toList()) {
                if (!entry.isDirectory() && isWanted(entry.getName())) {
                    put(lean, entry.getName());
                    whole.getInputStream(entry).transferTo(lean);
                }
            }
        }
    }

    private boolean isWanted(String name) {
        if (isClass(name)) {
            return kept.contains(className(name));
        }
        if (name.startsWith(SERVICES)) {
            return kept.contains(slashed(name.substring(SERVICES.length())));
        }
        if (name.startsWith("META-INF/") || name.indexOf('/') < 0) {
            return PAPER.matcher(name).find();
        }
        String directory = name.substring(0, name.lastIndexOf('/') + 1);
        return !name.endsWith(".kotlin_builtins") && kept.stream().anyMatch(one -> one.startsWith(directory));
    }

    private static Manifest manifest(Jar jar) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, jar.artifact());
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, jar.version());
        return manifest;
    }

    private static void put(ZipOutputStream out, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
    }

    private static boolean isClass(String name) {
        return name.endsWith(CLASS) && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
    }

    private static String className(String file) {
        return file.substring(0, file.length() - CLASS.length());
    }

    private static String slashed(String name) {
        return name.replace('.', '/');
    }
}
