package org.stringless.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stringless.cli.Main;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

/** An engineer's desk, a CI and a directory repository below one directory; everything is done through the program's own commands. */
final class Workshop {
    private final Path top;

    /** What a command of the program left. */
    record Ended(int status, String out, String err) {}

    /** A desk with fresh keys and an empty control repository. */
    Workshop(Path top) {
        this.top = top;
        stringlessOk("keys", "init", "--algorithm", "ed25519");
        git("init", "-q");
        write("environment.conf", "manifest = manifests\n");
        write("Puppetfile", "");
    }

    Path repository() {
        return top.resolve("repository");
    }

    Path control() {
        return top.resolve("control");
    }

    Path packages() {
        return top.resolve("packages");
    }

    /** Runs the program, with this workshop's signing keys unless others are named. */
    Ended stringless(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (!all.contains("--keys")) {
            all.addAll(0, List.of("--keys", top.resolve("signing").toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Ended(status, out.toString(), err.toString());
    }

    /** The same, for a command that must succeed; gives what it printed. */
    String stringlessOk(String... words) {
        Ended ended = stringless(words);
        assertThat(ended.status()).as("%s%n%s", ended.out(), ended.err()).isZero();
        return ended.out();
    }

    /** Writes a file of the control repository's working tree. */
    void write(String path, String content) {
        try {
            Path file = control().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits the working tree, builds a release of it and publishes that; gives its id. */
    String publish() {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", "a change");
        Path cache = top.resolve("cache");
        stringlessOk(
                "release",
                "build",
                control().toString(),
                "--environment",
                "production",
                "--out",
                packages().toString(),
                "--cache",
                cache.toString());
        stringlessOk("publish", packages().toString(), "--to", "dir:" + repository());
        return git("log", "-1", "--format=%cd.%h", "--abbrev=7", "--date=format-local:%Y%m%d.%H%M%S");
    }

    /** Lets a channel point at a release. */
    void promote(String channel, String release) {
        stringlessOk("channel", "promote", channel, "--release", release, "--to", "dir:" + repository());
    }

    /** Runs git in the control repository; gives what it printed. */
    String git(String... words) {
        List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=Sample", "-c", "user.email=s@example.org"));
        all.addAll(List.of(words));
        try {
            Files.createDirectories(control());
            CommandResult result = Command.of(all.toArray(String[]::new))
                    .in(control())
                    .with("TZ", "UTC")
                    .run();
            assertThat(result.exit()).as(result.err()).isZero();
            return result.out().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that follows a channel of this workshop's repository. */
    Node node(String name, String channel) {
        return new Node(name, channel, repository().toUri().toString(), "");
    }

    /** A machine of its own below one directory. */
    final class Node {
        private final Path root;

        Node(String name, String channel, String repositoryAddress, String moreConfiguration) {
            root = top.resolve("nodes").resolve(name);
            try {
                Files.createDirectories(root.resolve("etc/stringless"));
                Files.writeString(
                        root.resolve("etc/stringless/stringless.yaml"),
                        "node: " + name + "\nchannel: " + channel + "\nrepository: " + repositoryAddress + "\n"
                                + moreConfiguration);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (String role : List.of("release", "channel")) {
                Path key = top.resolve("signing").resolve(role + ".asc");
                stringlessOk("--root", root.toString(), "keys", "import", "--role", role, key.toString());
            }
        }

        Path root() {
            return root;
        }

        Path state() {
            return root.resolve("var/lib/stringless");
        }

        Ended run(String... options) {
            List<String> words = new ArrayList<>(List.of("--root", root.toString(), "run"));
            words.addAll(List.of(options));
            return stringless(words.toArray(String[]::new));
        }

        /** Id of the release that {@code current} names. */
        String current() {
            try {
                return Files.readSymbolicLink(state().resolve("store/current"))
                        .getFileName()
                        .toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
