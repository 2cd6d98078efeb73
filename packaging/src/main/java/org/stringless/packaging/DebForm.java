package org.stringless.packaging;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.FileTree;
import org.stringless.model.module.TreeEntry;
import org.stringless.packager.rpm.XzFile;
import org.stringless.packager.tree.TreeFile;
import org.vafer.jdeb.Console;
import org.vafer.jdeb.DataConsumer;
import org.vafer.jdeb.DebMaker;
import org.vafer.jdeb.PackagingException;
import org.vafer.jdeb.shaded.commons.compress.archivers.ar.ArArchiveEntry;
import org.vafer.jdeb.shaded.commons.compress.archivers.ar.ArArchiveInputStream;
import org.vafer.jdeb.shaded.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.vafer.jdeb.shaded.commons.compress.archivers.tar.TarArchiveEntry;
import org.vafer.jdeb.shaded.commons.compress.archivers.tar.TarConstants;

/** Makes deb packages. A folder {@code debian/} beside the package's tree holds its maintainer scripts. */
final class DebForm {
    private static final Console SILENT = new Console() {
        @Override
        public void debug(String message) {}

        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };

    private final String version;
    private final Instant time;

    DebForm(String version, Instant time) {
        this.version = version;
        this.time = time;
    }

    /** Writes the package into a directory; gives its file. */
    Path make(Recipe recipe, InstalledTree tree, Path scripts, Path directory) throws IOException {
        String architecture = recipe.forOneArchitecture() ? thisMachine() : "all";
        Path file = directory.resolve(recipe.name() + "_" + version + "_" + architecture + ".deb");
        Path control = Files.createTempDirectory("stringless-deb-");
        try {
            Files.writeString(control.resolve("control"), control(recipe, tree, architecture));
            copyScripts(scripts, control);
            Set<String> configuration = tree.configuration();
            DebMaker maker = new DebMaker(SILENT, List.of(consumer -> produce(tree, consumer)), List.of(consumer -> {
                for (String path : new TreeSet<>(configuration)) {
                    put(path, tree.entries().get(path), consumer);
                }
            }));
            maker.setDeb(file.toFile());
            maker.setControl(control.toFile());
            // Jars are packed as tightly as they can be; programs are not.
            maker.setCompression(recipe.forOneArchitecture() ? "none" : "gzip");
            maker.setDigest("SHA256");
            maker.setTarLongFileMode("gnu");
            maker.setTarBigNumberMode("gnu");
            maker.setOutputTimestampMs(time.toEpochMilli());
            maker.makeDeb();
            if (recipe.forOneArchitecture()) {
                pack(file, control);
            }
        } catch (PackagingException e) {
            throw new IOException("the package " + file.getFileName() + " cannot be made", e);
        } finally {
            FileTree.delete(control);
        }
        return file;
    }

    /** Packs what jdeb left plain: the members are debian-binary, control.tar.gz and data.tar. */
    private void pack(Path file, Path scratch) throws IOException {
        Path whole = scratch.resolve("whole");
        try (ArArchiveInputStream members =
                        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file)));
                ArArchiveOutputStream out = new ArArchiveOutputStream(Files.newOutputStream(whole))) {
            for (ArArchiveEntry member = members.getNextEntry(); member != null; member = members.getNextEntry()) {
                Path content = scratch.resolve(member.getName());
                Files.copy(members, content);
                Path packed = member.getName().equals("data.tar") ? XzFile.pack(content) : content;
                out.putArchiveEntry(new ArArchiveEntry(
                        packed.getFileName().toString(), Files.size(packed), 0, 0, 0100644, time.getEpochSecond()));
                Files.copy(packed, out);
                out.closeArchiveEntry();
            }
        }
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copyScripts(Path scripts, Path control) throws IOException {
        if (Files.isDirectory(scripts)) {
            try (Stream<Path> files = Files.list(scripts)) {
                for (Path script : files.sorted().toList()) {
                    Files.copy(script, control.resolve(script.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private String control(Recipe recipe, InstalledTree tree, String architecture) {
        long bytes = tree.entries().values().stream()
                .mapToLong(file -> file.entry() instanceof TreeEntry.RegularFile regular ? regular.size() : 0)
                .sum();
        List<String> lines = new ArrayList<>(List.of(
                "Package: " + recipe.name(),
                "Version: " + version,
                "Section: admin",
                "Priority: optional",
                "Architecture: " + architecture,
                "Maintainer: " + Recipe.MAINTAINER,
                "Installed-Size: " + (bytes + 1023) / 1024,
                "Depends: " + recipe.debDepends()));
        if (!recipe.debRecommends().isEmpty()) {
            lines.add("Recommends: " + recipe.debRecommends());
        }
        lines.add("Description: " + recipe.summary());
        lines.add(" " + recipe.description());
        return String.join("\n", lines) + "\n";
    }

    private void produce(InstalledTree tree, DataConsumer consumer) throws IOException {
        // Other than rpm, dpkg wants every directory above a file.
        Set<Path> directories = new TreeSet<>(Comparator.naturalOrder());
        for (Map.Entry<String, TreeFile> entry : tree.entries().entrySet()) {
            Path path = Path.of(entry.getKey());
            for (Path above = path.getParent(); above != null && above.getParent() != null; above = above.getParent()) {
                directories.add(above);
            }
            if (entry.getValue().entry() instanceof TreeEntry.Directory) {
                directories.add(path);
            }
        }
        for (Path directory : directories) {
            TarArchiveEntry header = header(directory + "/", 0755);
            consumer.onEachDir(header);
        }
        for (Map.Entry<String, TreeFile> entry : tree.entries().entrySet()) {
            put(entry.getKey(), entry.getValue(), consumer);
        }
    }

    private void put(String path, @Nullable TreeFile file, DataConsumer consumer) {
        try {
            if (file != null && file.entry() instanceof TreeEntry.RegularFile regular) {
                TarArchiveEntry header = header(path, regular.executable() ? 0755 : 0644);
                header.setSize(regular.size());
                try (InputStream bytes = file.content().open()) {
                    consumer.onEachFile(bytes, header);
                }
            } else if (file != null && file.entry() instanceof TreeEntry.Link link) {
                TarArchiveEntry header = new TarArchiveEntry("." + path, TarConstants.LF_SYMLINK);
                header.setLinkName(link.target());
                consumer.onEachLink(owned(header, 0777));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TarArchiveEntry header(String path, int mode) {
        return owned(new TarArchiveEntry("." + path, true), mode);
    }

    private TarArchiveEntry owned(TarArchiveEntry header, int mode) {
        header.setIds(0, 0);
        header.setNames("root", "root");
        header.setMode(mode);
        header.setModTime(time.toEpochMilli());
        return header;
    }

    private static String thisMachine() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") ? "arm64" : "amd64";
    }
}
