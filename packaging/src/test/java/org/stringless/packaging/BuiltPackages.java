package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.stringless.io.file.FileTree;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.packager.keys.KeyAlgorithm;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.releasewire.keys.KeyRole;

/** The packages of this checkout, built once for all tests, with throw-away keys. */
final class BuiltPackages {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    static final Instant TIME = Instant.parse("2026-01-02T03:04:06Z");

    private static BuiltPackages built;

    final Path out;
    final SigningKeys keys;
    final SigningKey key;
    /** What node and collector install, unpacked. */
    final Path root;

    private BuiltPackages() throws IOException {
        Path top = Path.of("target/packages-test").toAbsolutePath();
        FileTree.delete(top);
        out = Files.createDirectories(top.resolve("out"));
        keys = new SigningKeys(top.resolve("keys"));
        key = keys.init(KeyRole.RELEASE, KeyAlgorithm.ED25519, "Test", Clock.systemUTC());
        new Packages(CHECKOUT, key, Jdk.newest(), TIME).make(out);
        root = top.resolve("root");
        ok("dpkg-deb", "-x", deb("stringless-node").toString(), root.toString());
        ok("dpkg-deb", "-x", deb("stringless-collector").toString(), root.toString());
    }

    static synchronized BuiltPackages once() {
        try {
            if (built == null) {
                built = new BuiltPackages();
            }
            return built;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path deb(String name) throws IOException {
        return only(name + "_", ".deb");
    }

    Path rpm(String name) throws IOException {
        return only(name + "-0", ".rpm");
    }

    Path publicKey() {
        return keys.open(KeyRole.RELEASE);
    }

    String version() throws IOException {
        return deb("stringless").getFileName().toString().split("_")[1];
    }

    private Path only(String start, String end) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(start)
                                    && file.getFileName().toString().endsWith(end))
                    .toList();
            assertThat(found).as(start + "*" + end).hasSize(1);
            return found.get(0);
        }
    }

    /** Runs a program that must succeed; gives what it printed. */
    static String ok(String... words) throws IOException {
        CommandResult result = Command.of(words).within(Duration.ofMinutes(5)).run();
        assertThat(result.exit())
                .as(String.join(" ", words) + "\n" + result.out() + result.err())
                .isZero();
        return result.out();
    }
}
