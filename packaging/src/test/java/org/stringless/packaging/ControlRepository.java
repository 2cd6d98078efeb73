package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stringless.cli.Main;

/** A control repository of one manifest, its keys, and the channel {@code test} that its releases are promoted to. */
final class ControlRepository {
    static final String CHANNEL = "test";

    private final Path control;
    private final Path packages;
    private final Path keys;
    private final String target;
    private int releases;

    /** Publishes into a directory. */
    ControlRepository(Path top, Path repository) throws IOException {
        control = Files.createDirectories(top.resolve("control"));
        packages = top.resolve("packages");
        keys = top.resolve("signing");
        target = "dir:" + repository;
        Files.createDirectories(control.resolve("manifests"));
        Files.writeString(control.resolve("environment.conf"), "manifest = manifests\n");
        Files.writeString(control.resolve("Puppetfile"), "");
        git("init", "-q");
        stringless("keys", "init", "--algorithm", "ed25519");
    }

    /** The public key of a role. */
    Path publicKey(String role) {
        return keys.resolve(role + ".asc");
    }

    /** The channel names a new release of that manifest from now on; gives its id. */
    String promote(String manifest) throws IOException {
        Files.writeString(control.resolve("manifests/site.pp"), manifest);
        git("add", "-A");
        git("-c", "user.name=Sample", "-c", "user.email=s@example.org", "commit", "-q", "-m", "next");
        releases++;
        String id = "2026010" + releases + ".030405.aaaaaaa";
        stringless(
                "release",
                "build",
                control.toString(),
                "--environment",
                "production",
                "--id",
                id,
                "--out",
                packages.toString());
        stringless("publish", packages.toString(), "--to", target);
        stringless("channel", "promote", CHANNEL, "--release", id, "--to", target);
        return id;
    }

    private void git(String... words) throws IOException {
        String[] all = new String[words.length + 3];
        all[0] = "git";
        all[1] = "-C";
        all[2] = control.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        BuiltPackages.ok(all);
    }

    private void stringless(String... words) {
        StringWriter said = new StringWriter();
        String[] all = new String[words.length + 2];
        all[0] = "--keys";
        all[1] = keys.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        assertThat(Main.run(new PrintWriter(said, true), new PrintWriter(said, true), all))
                .as(said.toString())
                .isZero();
    }
}
