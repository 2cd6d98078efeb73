package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.io.file.Sha256;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.module.TreeEntry;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;
import org.stringless.model.run.RunRecord;
import org.stringless.shipper.spool.Spool;
import org.stringless.shipper.spool.SpoolBounds;
import org.stringless.shipper.spool.SpooledRecord;

/** A node below a directory, with releases put into its store by hand; commands are run as a user would. */
record NodeByHand(Path root) {
    /** What a command left. */
    record Ended(int status, String out, String err) {}

    Path state() {
        return root.resolve("var/lib/stringless");
    }

    NodeStore store() {
        return new NodeStore(state());
    }

    void configure(String yaml) throws IOException {
        Path file = root.resolve("etc/stringless/stringless.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "node: node.example\n" + yaml);
    }

    StoredRelease release(String id, String code) throws IOException {
        Path tree = Files.createDirectories(state().resolve("store/.by-hand-" + id));
        Files.createDirectories(tree.resolve("manifests"));
        Path site = Files.writeString(tree.resolve("manifests/site.pp"), code);
        Release manifest = new Release(
                new EnvironmentName("production"),
                new ReleaseId(id),
                "0".repeat(40),
                Instant.parse("2026-01-01T00:00:00Z"),
                "a test",
                "",
                TreeDigest.of(List.of(
                        new TreeEntry.Directory("manifests"),
                        new TreeEntry.RegularFile("manifests/site.pp", false, Files.size(site), Sha256.of(site)))),
                List.of());
        return store().addRelease(manifest, tree, "0".repeat(64));
    }

    /** Runs a command inside this program. */
    Ended stringless(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                words(words).toArray(String[]::new));
        return new Ended(status, out.toString(), err.toString());
    }

    /** Starts a command as a process of its own. */
    Process start(String... words) throws IOException {
        return process(words).start();
    }

    /** Runs a command as a process of its own, with one variable in its environment. */
    Ended with(String variable, String value, String... words) throws IOException {
        CommandResult result = process(words).with(variable, value).run();
        return new Ended(result.exit(), result.out(), result.err());
    }

    private Command process(String... words) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        all.addAll(words(words));
        return Command.of(all.toArray(String[]::new));
    }

    List<RunRecord> records() throws IOException {
        Spool spool = new Spool(
                state().resolve("spool"), state().resolve("quarantine"), SpoolBounds.USUAL, Clock.systemUTC());
        List<RunRecord> records = new ArrayList<>();
        for (SpooledRecord record : spool.records()) {
            records.add(spool.read(record));
        }
        return records;
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of("--root", root.toString()));
        all.addAll(List.of(words));
        return all;
    }
}
