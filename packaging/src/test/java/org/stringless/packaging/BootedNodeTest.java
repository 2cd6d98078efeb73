package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.cli.Main;
import org.stringless.io.file.FileTree;

/** The deb packages on a booted Debian: the timer fires, a run applies, and its record reaches the collector. */
class BootedNodeTest {
    @TempDir
    Path top;

    @Test
    void theTimerFiresARunAppliesAndItsRecordReachesTheCollector() throws IOException {
        BuiltPackages packages = BuiltPackages.once();
        Path refusal = Path.of("target/not-tested.txt").toAbsolutePath();
        Files.deleteIfExists(refusal);
        Path layer = Path.of("target/booted").toAbsolutePath();
        FileTree.delete(layer);
        Optional<Booted> started = Booted.start(layer, refusal);
        if (started.isEmpty()) {
            return; // the suite says so in its last lines
        }
        try (Booted machine = started.get()) {
            install(machine, packages);
            publish(machine);
            machine.ok("systemctl", "enable", "--now", "stringless-collector.service");
            machine.ok("systemctl", "enable", "--now", "stringless-ship.path", "stringless-ship.timer");
            machine.ok("systemctl", "enable", "--now", "stringless-run.timer");
            machine.until("hello", "cat", "/root/made");
            machine.until("web.example", "stringless", "fleet", "nodes");
            assertThat(machine.ok("systemctl", "show", "-P", "Result", "stringless-run.service"))
                    .contains("success");
            assertThat(machine.ok("stringless", "status")).contains("20260102.030405.aaaaaaa");
            assertThat(machine.ok("stat", "-c", "%U", "/var/lib/stringless-collector"))
                    .contains("stringless-collector");
            anOffSwitchStopsTheRun(machine);
        }
    }

    private static void install(Booted machine, BuiltPackages packages) throws IOException {
        for (String name : List.of("stringless-node", "stringless", "stringless-collector")) {
            Path deb = packages.deb(name);
            Files.copy(deb, machine.path("/root/" + deb.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            machine.ok("dpkg", "-i", "/root/" + deb.getFileName());
        }
        Path dropIn = machine.path("/etc/systemd/system/stringless-run.timer.d/often.conf");
        Files.createDirectories(dropIn.getParent());
        Files.writeString(
                dropIn, "[Timer]\nOnCalendar=\nOnCalendar=*:*:0/5\nRandomizedDelaySec=0\nAccuracySec=100ms\n");
        machine.ok("systemctl", "daemon-reload");
    }

    private void publish(Booted machine) throws IOException {
        Path control = top.resolve("control");
        Files.createDirectories(control.resolve("manifests"));
        Files.writeString(control.resolve("environment.conf"), "manifest = manifests\n");
        Files.writeString(control.resolve("Puppetfile"), "");
        Files.writeString(control.resolve("manifests/site.pp"), "file { '/root/made': content => \"hello\\n\" }\n");
        BuiltPackages.ok("git", "-C", control.toString(), "init", "-q");
        BuiltPackages.ok("git", "-C", control.toString(), "add", "-A");
        BuiltPackages.ok(
                "git",
                "-C",
                control.toString(),
                "-c",
                "user.name=Sample",
                "-c",
                "user.email=s@example.org",
                "commit",
                "-q",
                "-m",
                "one");
        String id = "20260102.030405.aaaaaaa";
        String target = "dir:" + machine.path("/srv/repository");
        String out = top.resolve("packages").toString();
        stringless("keys", "init", "--algorithm", "ed25519");
        stringless("release", "build", control.toString(), "--environment", "production", "--id", id, "--out", out);
        stringless("publish", out, "--to", target);
        stringless("channel", "promote", "test", "--release", id, "--to", target);
        Files.writeString(
                machine.path("/etc/stringless/stringless.yaml"),
                "node: web.example\nchannel: test\nrepository: file:///srv/repository/\n"
                        + "collector: http://127.0.0.1:8440/\n");
        for (String role : List.of("release", "channel")) {
            Files.copy(top.resolve("signing").resolve(role + ".asc"), machine.path("/root/" + role + ".asc"));
            machine.ok("stringless", "keys", "import", "--role", role, "/root/" + role + ".asc");
        }
    }

    private void stringless(String... words) {
        StringWriter said = new StringWriter();
        String[] all = new String[words.length + 2];
        all[0] = "--keys";
        all[1] = top.resolve("signing").toString();
        System.arraycopy(words, 0, all, 2, words.length);
        assertThat(Main.run(new PrintWriter(said, true), new PrintWriter(said, true), all))
                .as(said.toString())
                .isZero();
    }

    private static void anOffSwitchStopsTheRun(Booted machine) throws IOException {
        machine.ok("systemctl", "stop", "stringless-run.timer");
        machine.until("inactive", "systemctl", "show", "-P", "ActiveState", "stringless-run.service");
        machine.ok("rm", "/root/made");
        machine.ok("touch", "/etc/stringless/off");
        machine.ok("systemctl", "start", "stringless-run.service");
        assertThat(machine.path("/root/made")).doesNotExist();
    }
}
