package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.stringless.io.file.FileTree;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

/**
 * A Debian 12 with its own systemd as first process, Puppet and Java, on a private loopback. Made once a machine (in the user's cache), and
 * never changed: each start writes into a layer of its own.
 */
final class Booted implements AutoCloseable {
    private static final Path BASE = Path.of(System.getProperty("user.home"), ".cache/stringless/debian-12");
    private static final String PARTS = "systemd,systemd-sysv,dbus,ca-certificates,puppet-agent,default-jre-headless";
    private static final List<String> NOT_HERE = List.of(
            "getty.target",
            "console-getty.service",
            "systemd-logind.service",
            "apt-daily.timer",
            "apt-daily-upgrade.timer",
            "e2scrub_all.timer",
            "dpkg-db-backup.timer");

    private final Path layer;
    private Process supervisor;
    private String leader;

    private Booted(Path layer, Process supervisor) {
        this.layer = layer;
        this.supervisor = supervisor;
        leader = "";
    }

    /** Starts it; empty when this machine does not let systemd-nspawn start, with the reason left in a file. */
    static Optional<Booted> start(Path layer, Path refusal) throws IOException {
        base();
        for (String part : List.of("upper", "work", "root")) {
            Files.createDirectories(layer.resolve(part));
        }
        Path root = layer.resolve("root");
        BuiltPackages.ok(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + BASE + ",upperdir=" + layer.resolve("upper") + ",workdir=" + layer.resolve("work"),
                root.toString());
        Files.writeString(root.resolve("etc/machine-id"), "");
        for (String unit : NOT_HERE) {
            Path mask = root.resolve("etc/systemd/system").resolve(unit);
            Files.deleteIfExists(mask);
            Files.createSymbolicLink(mask, Path.of("/dev/null"));
        }
        Booted booted = new Booted(layer, supervisor(layer));
        if (booted.isUp()) {
            return Optional.of(booted);
        }
        String why = Files.readString(layer.resolve("console")).strip();
        booted.supervisor.destroy();
        BuiltPackages.ok("umount", root.toString());
        Files.writeString(
                refusal,
                "not tested: the packages under a booted systemd; this machine refuses systemd-nspawn: "
                        + why.replaceAll("\\s+", " ") + "\n");
        return Optional.empty();
    }

    private static Process supervisor(Path layer) throws IOException {
        return Command.of(
                        "sh",
                        "-c",
                        "exec setsid systemd-nspawn --register=no --keep-unit --private-network -D "
                                + layer.resolve("root") + " --boot --console=pipe </dev/null >"
                                + layer.resolve("console") + " 2>&1")
                .start();
    }

    private boolean isUp() throws IOException {
        for (int i = 0; i < 300 && supervisor.isAlive(); i++) {
            leader = Command.of("ps", "-o", "pid=", "--ppid", String.valueOf(supervisor.pid()))
                    .run()
                    .out()
                    .strip();
            if (!leader.isEmpty()
                    && run("systemctl", "is-system-running", "--wait").out().startsWith("running")) {
                return true;
            }
            pause(supervisor);
        }
        return false;
    }

    /** Turns it off. */
    void powerOff() throws IOException {
        run("systemctl", "poweroff", "--force");
        try {
            if (!supervisor.waitFor(30, TimeUnit.SECONDS)) {
                supervisor.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Turns it on again. */
    void powerOn() throws IOException {
        supervisor = supervisor(layer);
        assertThat(isUp()).as(Files.readString(layer.resolve("console"))).isTrue();
    }

    private static void base() throws IOException {
        if (Files.isDirectory(BASE)) {
            return;
        }
        Path aside = BASE.resolveSibling("debian-12.new");
        FileTree.delete(aside);
        Files.createDirectories(aside);
        CommandResult made = Command.of(
                        "debootstrap", "--variant=minbase", "--include=" + PARTS, "bookworm", aside.toString())
                .within(Duration.ofMinutes(15))
                .run();
        assertThat(made.exit()).as(made.out() + made.err()).isZero();
        Files.move(aside, BASE, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void pause(Process supervisor) throws IOException {
        try {
            supervisor.waitFor(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A path inside, as the test reaches it. */
    Path path(String inside) {
        return layer.resolve("root").resolve(inside.substring(1));
    }

    /** Runs a program inside. */
    CommandResult run(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("nsenter", "-t", leader, "-a", "--"));
        all.addAll(List.of(words));
        return Command.of(all.toArray(String[]::new))
                .within(Duration.ofMinutes(5))
                .run();
    }

    /** Runs a program inside that must succeed; gives what it printed. */
    String ok(String... words) throws IOException {
        CommandResult result = run(words);
        assertThat(result.exit())
                .as(String.join(" ", words) + "\n" + result.out() + result.err())
                .isZero();
        return result.out();
    }

    /** Runs a line of shell inside that must succeed; gives what it printed. */
    String shell(String line) throws IOException {
        return ok("sh", "-c", line);
    }

    /** Asks again and again, up to two minutes, until the answer holds this text; gives the answer. */
    String until(String text, String... words) throws IOException {
        String last = "";
        for (long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
                System.nanoTime() < end;
                pause(supervisor)) {
            CommandResult result = run(words);
            last = result.out() + result.err();
            if (last.contains(text)) {
                return last;
            }
        }
        throw new AssertionError("no '" + text + "' from " + String.join(" ", words) + ":\n" + last + "\n"
                + run("journalctl", "--no-pager", "-n", "60").out());
    }

    @Override
    public void close() throws IOException {
        powerOff();
        BuiltPackages.ok("umount", layer.resolve("root").toString());
    }
}
