package org.stringless.applier.pull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.stringless.fixtures.rpm.Gpg;
import org.stringless.fixtures.rpm.RpmBuild;
import org.stringless.io.file.Sha256;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.module.ModuleName;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.module.TreeEntry;
import org.stringless.model.release.Candidate;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.ChannelPointer.ReleasePin;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackageName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.releasewire.json.ChannelPointerJson;
import org.stringless.releasewire.json.ReleaseJson;

/** A channel's repository in a directory, filled by the real tools: rpmbuild, rpmsign, createrepo_c. */
final class PublishedChannel {
    static final String RELEASE_KEY = "release@example.org";
    static final String CHANNEL_KEY = "channel@example.org";
    static final EnvironmentName ENVIRONMENT = new EnvironmentName("production");

    private final Path work;
    private final Gpg gpg;
    private int builds;

    /** An empty one below {@code work}; {@code gpg} has both keys. */
    PublishedChannel(Path work, Gpg gpg) throws IOException {
        this.work = work;
        this.gpg = gpg;
        Files.createDirectories(packages());
    }

    static Gpg keys() throws IOException {
        return Gpg.create().key(RELEASE_KEY, "ed25519").key(CHANNEL_KEY, "ed25519");
    }

    /** What a node is given as its repository. */
    Path root() {
        return work.resolve("repository");
    }

    URI address() {
        return root().toUri();
    }

    Path packages() {
        return root().resolve("channels/canary/packages");
    }

    /** Publishes a module with these files (path to content). */
    ModulePin module(String name, String version, Map<String, String> files) throws IOException {
        ModuleName module = ModuleName.parse(name);
        Path tree = tree(files);
        PackageName full = new PackageName("puppet-module-" + module, 0, version, "1");
        PackagePin pin = publish(full, RELEASE_KEY, Map.of("/usr/share/puppet/modules/" + module.name(), tree));
        List<TreeEntry> entries = entries(tree);
        long size = entries.stream()
                .mapToLong(entry -> entry instanceof TreeEntry.RegularFile file ? file.size() : 0)
                .sum();
        return new ModulePin(
                module, "modules/" + module.name(), pin, TreeDigest.of(entries), size, entries.size(), "test");
    }

    /** Publishes a release of these modules with a small control tree. */
    ReleasePin release(String id, ModulePin... modules) throws IOException {
        return release(manifest(id, "", control(), modules), control());
    }

    /** The manifest of such a release. */
    Release manifest(String id, String floor, Map<String, String> control, ModulePin... modules) throws IOException {
        return new Release(
                ENVIRONMENT,
                new ReleaseId(id),
                "0".repeat(40),
                Instant.parse("2026-01-01T00:00:00Z"),
                "test",
                floor,
                TreeDigest.of(entries(tree(control))),
                List.of(modules));
    }

    static Map<String, String> control() {
        return Map.of("environment.conf", "modulepath = site-modules:modules\n", "manifests/site.pp", "include demo\n");
    }

    /** Publishes a release with that manifest. */
    ReleasePin release(Release manifest, Map<String, String> control) throws IOException {
        Path content = Files.createDirectories(work.resolve("release-" + builds++));
        Files.write(content.resolve("release.json"), ReleaseJson.write(manifest));
        Files.move(tree(control), content.resolve("tree"));
        PackagePin pin = publish(
                manifest.packageName(),
                RELEASE_KEY,
                Map.of("/usr/share/stringless/releases/" + manifest.environment(), content));
        return new ReleasePin(manifest.environment(), manifest.id(), pin);
    }

    ChannelPointer pointer(long serial, ReleasePin stable, Instant issued, Duration lifetime) {
        return pointer(serial, stable, issued, lifetime, Optional.empty());
    }

    ChannelPointer pointer(
            long serial, ReleasePin stable, Instant issued, Duration lifetime, Optional<Candidate> candidate) {
        return new ChannelPointer(
                new ChannelName("canary"),
                serial,
                issued,
                issued.plus(lifetime),
                stable,
                candidate,
                Optional.empty(),
                Duration.ofMinutes(30),
                "");
    }

    /** Publishes the pointer and switches the index to it. */
    void promote(ChannelPointer pointer) throws IOException {
        promote(pointer, CHANNEL_KEY);
    }

    void promote(ChannelPointer pointer, String key) throws IOException {
        Path content = Files.createDirectories(work.resolve("pointer-" + builds++));
        Files.write(content.resolve("channel.json"), ChannelPointerJson.write(pointer));
        publish(pointer.packageName(), key, Map.of("/usr/share/stringless/channels/" + pointer.channel(), content));
        index();
    }

    /** Makes the index anew. */
    void index() throws IOException {
        CommandResult result = Command.of(
                        "createrepo_c",
                        "--quiet",
                        "--no-database",
                        root().resolve("channels/canary").toString())
                .run();
        if (result.exit() != 0) {
            throw new IOException(result.err());
        }
    }

    private PackagePin publish(PackageName name, String key, Map<String, Path> trees) throws IOException {
        RpmBuild build = new RpmBuild(name.name(), name.version());
        trees.forEach(build::tree);
        Path file = gpg.signPackage(key, build.build(work.resolve("build-" + builds++)));
        Path published = packages().resolve(name.fileName());
        Files.copy(file, published, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return new PackagePin(name, Sha256.of(published), Files.size(published));
    }

    private Path tree(Map<String, String> files) throws IOException {
        Path tree = Files.createDirectories(work.resolve("tree-" + builds++));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = tree.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return tree;
    }

    static List<TreeEntry> entries(Path tree) throws IOException {
        List<TreeEntry> entries = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.filter(path -> !path.equals(tree)).toList()) {
                String name = tree.relativize(path).toString();
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    entries.add(new TreeEntry.Directory(name));
                } else {
                    entries.add(new TreeEntry.RegularFile(name, false, Files.size(path), Sha256.of(path)));
                }
            }
        }
        return entries;
    }
}
