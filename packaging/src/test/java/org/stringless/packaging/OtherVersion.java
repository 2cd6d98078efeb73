package org.stringless.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The deb packages as another build would be whose version alone differs: in the packages' fields, the directories, the launchers, and in
 * what the program says of itself.
 */
final class OtherVersion {
    private final String was;
    private final String is;

    /** Both of the same length. */
    OtherVersion(String was, String is) {
        this.was = was;
        this.is = is;
    }

    /** Writes that version of a package into a directory; gives its file. */
    Path of(Path deb, Path scratch, Path out) throws IOException {
        Path tree = scratch.resolve(deb.getFileName().toString());
        BuiltPackages.ok("dpkg-deb", "-R", deb.toString(), tree.toString());
        rename(tree);
        List<Path> files;
        try (Stream<Path> all = Files.walk(tree)) {
            files = all.filter(file -> Files.isSymbolicLink(file) || isOurs(file))
                    .toList();
        }
        for (Path file : files) {
            if (Files.isSymbolicLink(file)) {
                String target = Files.readSymbolicLink(file).toString();
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of(target.replace(was, is)));
            } else if (file.toString().endsWith(".jar")) {
                rewriteJar(file);
            } else {
                Files.write(file, said(Files.readAllBytes(file)));
            }
        }
        Path made = out.resolve(deb.getFileName().toString().replace(was, is));
        BuiltPackages.ok("dpkg-deb", "-Znone", "-b", tree.toString(), made.toString());
        return made;
    }

    private static boolean isOurs(Path file) {
        String name = file.toString();
        return name.endsWith("DEBIAN/control")
                || name.endsWith("/stringless") && Files.isRegularFile(file)
                || name.matches(".*/cli-[0-9.]*\\.jar");
    }

    /** Directories only: a jar's name stands in the archive of classes. */
    private void rename(Path tree) throws IOException {
        List<Path> homes;
        try (Stream<Path> all = Files.list(tree.resolve("usr/lib/stringless"))) {
            homes = new ArrayList<>(
                    all.filter(path -> path.toString().endsWith("-" + was)).toList());
        }
        homes.sort(Comparator.naturalOrder());
        for (Path home : homes) {
            Files.move(home, home.resolveSibling(home.getFileName().toString().replace(was, is)));
        }
    }

    private void rewriteJar(Path jar) throws IOException {
        Path aside = jar.resolveSibling("aside");
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(aside))) {
            for (ZipEntry entry : old.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = old.getInputStream(entry)) {
                    out.write(said(in.readAllBytes()));
                }
            }
        }
        Files.move(aside, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] said(byte[] bytes) {
        return new String(bytes, ISO_8859_1).replace(was, is).getBytes(ISO_8859_1);
    }
}
