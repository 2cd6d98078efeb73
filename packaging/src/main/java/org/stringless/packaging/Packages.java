package org.stringless.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stringless.cli.Main;
import org.stringless.io.file.FileTree;
import org.stringless.io.file.Sha256;
import org.stringless.packager.keys.SigningKey;
import picocli.AutoComplete;
import picocli.CommandLine;

/** All packages of Stringless, each as rpm and deb with its bill of materials, and a signed list of checksums. */
final class Packages {
    private final Path checkout;
    private final SigningKey key;
    private final Jdk jdk;
    private final Instant time;

    Packages(Path checkout, SigningKey key, Jdk jdk, Instant time) {
        this.checkout = checkout;
        this.key = key;
        this.jdk = jdk;
        this.time = time;
    }

    /** Writes them into a directory; gives the files. */
    List<Path> make(Path out) throws IOException {
        List<Path> files = new ArrayList<>(makeNode(out));
        files.addAll(makeTools(out));
        files.addAll(checksums(files, out));
        return files;
    }

    private List<Path> makeNode(Path out) throws IOException {
        Path scratch = Files.createTempDirectory("stringless-packages-");
        try {
            return forms(Recipe.node(), nodeTree(scratch), classPath("node"), Optional.of(jdk), out);
        } finally {
            FileTree.delete(scratch);
        }
    }

    /** The packages that need no runtime of their own: the builder's and the collector's. */
    List<Path> makeTools(Path out) throws IOException {
        ClassPath builder = classPath("builder");
        String version = builder.version();
        List<Path> files = new ArrayList<>(
                forms(Recipe.builder(version), tree("builder", "stringless", builder), builder, Optional.empty(), out));
        ClassPath collector = classPath("collector");
        InstalledTree tree = tree("collector", "stringless-collector", collector);
        tree.folder(checkout.resolve("systemd"), path -> path.startsWith("/usr/") && ofCollector(path));
        files.addAll(forms(Recipe.collector(version), tree, collector, Optional.empty(), out));
        return files;
    }

    private List<Path> forms(Recipe recipe, InstalledTree tree, ClassPath jars, Optional<Jdk> runtime, Path out)
            throws IOException {
        Files.createDirectories(out);
        String version = jars.version();
        Path scripts = checkout.resolve("packaging/debian").resolve(recipe.name());
        return List.of(
                new RpmForm(key, version, time).make(recipe, tree, out),
                new DebForm(version, time).make(recipe, tree, scripts, out),
                new BillOfMaterials(version, time).write(recipe, jars, runtime, out));
    }

    private ClassPath classPath(String name) throws IOException {
        return ClassPath.read(checkout.resolve("packaging/class-path/" + name + "/target/jars"));
    }

    /** The node's directory without the archive of classes; it is made below a directory that is there. */
    NodeRuntime runtime(Path scratch) throws IOException {
        ClassPath jars = new Recompiled(checkout.resolve("cli/target/sources"), jdk)
                .of(classPath("node"), scratch.resolve("compiled"));
        return NodeRuntime.make(scratch.resolve("node"), jdk, jars, time);
    }

    private InstalledTree nodeTree(Path scratch) throws IOException {
        NodeRuntime runtime = runtime(scratch);
        String version = classPath("node").version();
        runtime.archive(new Training(runtime, jdk, Files.createDirectory(scratch.resolve("training"))).classLists());
        InstalledTree tree = new InstalledTree(version)
                .folder(checkout.resolve("packaging/node"), path -> true)
                .folder(checkout.resolve("systemd"), path -> path.startsWith("/usr/") && !ofCollector(path))
                .directory("/usr/lib/stringless/node-" + version, runtime.directory())
                .text(
                        "/usr/share/bash-completion/completions/stringless",
                        // It is read by a shell, not started by one.
                        AutoComplete.bash("stringless", Main.whole())
                                .replaceFirst("#!.*\n", "")
                                .getBytes(StandardCharsets.UTF_8),
                        false);
        manual(tree, "stringless-node");
        papers(tree, "stringless-node", version);
        return tree;
    }

    /** A package that adds commands, run by the machine's own Java. */
    private InstalledTree tree(String folder, String name, ClassPath jars) throws IOException {
        String home = "/usr/lib/stringless/" + folder + "-" + jars.version();
        InstalledTree tree = new InstalledTree(jars.version());
        byte[] launcher = Files.readString(checkout.resolve("packaging/launcher"))
                .replace("@HOME@", home)
                .getBytes(StandardCharsets.UTF_8);
        tree.text(home + "/stringless", launcher, true);
        for (String options : List.of("java-options", "java-options-signing")) {
            tree.text(
                    home + "/" + options,
                    Files.readAllBytes(checkout.resolve("packaging").resolve(options)),
                    false);
        }
        for (Jar jar : jars.jars()) {
            tree.file(home + "/lib/" + jar.fileName(), jar.file());
        }
        List<String> commands = new ArrayList<>(Main.commandsOf(name));
        if (name.equals("stringless")) {
            commands.add("keys"); // a node only trusts keys; here the same command makes them, too
        }
        for (String command : commands) {
            tree.link("/usr/lib/stringless/commands/" + command, "../" + folder + "-" + jars.version() + "/stringless");
        }
        manual(tree, name);
        papers(tree, name, jars.version());
        return tree;
    }

    private void manual(InstalledTree tree, String name) throws IOException {
        CommandLine whole = Main.whole();
        List<CommandLine> commands = new ArrayList<>();
        if (name.equals("stringless-node")) {
            commands.add(whole);
        }
        for (String command : Main.commandsOf(name)) {
            collect(Objects.requireNonNull(whole.getSubcommands().get(command)), commands);
        }
        if (!commands.isEmpty()) {
            for (Map.Entry<String, byte[]> page :
                    new ManualPages(time).of(commands).entrySet()) {
                tree.text("/usr/share/man/man1/" + page.getKey(), page.getValue(), false);
            }
        }
    }

    private static boolean ofCollector(String path) {
        return path.contains("stringless-collector");
    }

    private static void collect(CommandLine command, List<CommandLine> commands) {
        commands.add(command);
        command.getSubcommands().values().forEach(part -> collect(part, commands));
    }

    private void papers(InstalledTree tree, String name, String version) throws IOException {
        String copyright =
                Files.readString(checkout.resolve("packaging/copyright")).replace("@NAME@", name);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
        String changelog =
                name + " (" + version + ") unstable; urgency=medium\n\n  * What is new is told in CHANGELOG.md of the"
                        + " sources.\n\n -- " + Recipe.MAINTAINER + "  " + date.replace("GMT", "+0000") + "\n";
        String papers = "/usr/share/doc/" + name;
        tree.text(papers + "/copyright", copyright.getBytes(StandardCharsets.UTF_8), false);
        tree.text(papers + "/changelog.gz", BestGzip.of(changelog.getBytes(StandardCharsets.UTF_8)), false);
        tree.file("/usr/share/licenses/" + name + "/LICENSE", checkout.resolve("LICENSE"));
    }

    /** {@code SHA256SUMS} as {@code sha256sum -c} takes it, and the release key's signature over it. */
    private List<Path> checksums(List<Path> files, Path out) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.add(Sha256.of(file) + "  " + file.getFileName());
        }
        byte[] text = lines.stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        return List.of(
                Files.write(out.resolve("SHA256SUMS"), text),
                Files.write(out.resolve("SHA256SUMS.asc"), key.signArmoured(text, time)));
    }
}
