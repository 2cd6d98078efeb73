package org.stringless.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar as a node needs it. Bouncy Castle's is half of all jars together; a node checks OpenPGP signatures with its plain classes, and never
 * registers it as a provider.
 */
final class LeanJar {
    private static final String BOUNCY_CASTLE = "bcprov-jdk18on";
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final List<String> NOT_FOR_NODES = List.of(
            "META-INF/",
            "org/bouncycastle/jcajce/provider/",
            "org/bouncycastle/jce/",
            "org/bouncycastle/pqc/crypto/",
            "org/bouncycastle/pqc/jcajce/",
            "org/bouncycastle/pqc/legacy/",
            "org/bouncycastle/x509/");

    private LeanJar() {}

    /** Copies the jar, without what no node uses. */
    static void copy(Jar jar, Path to) throws IOException {
        if (!jar.artifact().equals(BOUNCY_CASTLE)) {
            Files.copy(jar.file(), to);
            return;
        }
        try (ZipFile all = new ZipFile(jar.file().toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream lean = new ZipOutputStream(file)) {
            put(lean, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (ZipEntry entry : all.stream().toList()) {
                if (!entry.isDirectory() && NOT_FOR_NODES.stream().noneMatch(entry.getName()::startsWith)) {
                    put(lean, entry.getName(), all.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
