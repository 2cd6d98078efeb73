package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.applier.schedule.TimerDropIn;
import org.stringless.io.file.FileTree;
import org.stringless.io.json.JsonObject;
import org.stringless.model.node.NodeName;
import org.stringless.model.schedule.Period;
import org.stringless.model.schedule.Seat;
import org.stringless.model.schedule.Slot;

/**
 * A node's life on a booted Debian, from the deb packages: installed, upgraded and downgraded under a run, its package manager killed, a run
 * that hangs, a power cut over its slot, removed and purged. One machine, so that it takes two minutes and not ten.
 */
class BootedNodeTest {
    private static final List<String> ALL = List.of("stringless-node", "stringless", "stringless-collector");
    private static final String RUN = "stringless-run.service";
    private static final String TIMER = "stringless-run.timer";
    private static final String SLOT_FILE = "/etc/systemd/system/stringless-run.timer.d/slot.conf";
    private static final String NEXT = "1.1.0";

    /** Its slot comes once: a start of the timer in the middle of another scene would be a second run. */
    private static final Period PERIOD = Period.HOURS_24;

    /** Changes a file, then waits for a word of the test. */
    private static final String WAITS = """
            file { '/root/made': content => "waited\\n" }
            -> exec { 'wait':
              command => 'touch /root/waiting; while [ ! -e /root/go ]; do sleep 0.1; done',
              onlyif => 'rm /root/wait', provider => shell, timeout => 0,
            }
            """;
    /** Waits in the same way, and then does not compile. */
    private static final String DOES_NOT_COMPILE = """
            if find_file('/root/wait') {
              generate('/bin/sh', '-c', 'touch /root/waiting; while [ ! -e /root/go ]; do sleep 0.1; done')
            }
            fail('not on this machine')
            """;
    /** Neither Puppet's child nor the child's child goes away when told to. */
    private static final String HANGS = """
            exec { 'hang':
              command  => 'trap "" TERM; setsid sleep 1000000 & sleep 1000000; sleep 1000000',
              provider => shell, timeout => 0,
            }
            """;

    private static final String HANGING = "grep -lz '^1000000$' /proc/[0-9]*/cmdline 2>/dev/null";

    @TempDir
    Path top;

    private Booted machine;
    private ControlRepository control;
    private List<Path> debs;
    private String version;
    private NodeName node;

    @Test
    void aNodesLife() throws IOException {
        BuiltPackages packages = BuiltPackages.once();
        Path refusal = Path.of("target/not-tested.txt").toAbsolutePath();
        Files.deleteIfExists(refusal);
        Path layer = Path.of("target/booted").toAbsolutePath();
        FileTree.delete(layer);
        Optional<Booted> started = Booted.start(layer, refusal);
        if (started.isEmpty()) {
            return; // the suite says so in its last lines
        }
        try (Booted booted = started.get()) {
            machine = booted;
            version = packages.version();
            debs = new ArrayList<>();
            for (String name : ALL) {
                debs.add(packages.deb(name));
            }
            control = new ControlRepository(top, machine.path("/srv/repository"));
            Set<String> before = listing();
            theTimerFiresOnItsSlotAndTheRecordReachesTheCollector();
            aRunGoesOnWhileItsProgramIsUpgraded();
            aKilledPackageManagerCostsNothing();
            aRunGoesOnWhileItsProgramIsDowngradedAndFallsBackToTheLastGoodRelease();
            aRunThatHangsIsEndedByItsUnitAndToldByTheNext();
            aRunMissedWhileThePowerWasOffIsLeftOut();
            anOffSwitchStopsTheRun();
            removedItStopsAndKeepsItsStatePurgedNothingIsLeft(before);
        }
    }

    private void theTimerFiresOnItsSlotAndTheRecordReachesTheCollector() throws IOException {
        install(debs);
        control.promote("file { '/root/made': content => \"hello\\n\" }\n");
        machine.ok("systemctl", "enable", "--now", "stringless-collector.service");
        node = comesUpSoon();
        join();
        Slot slot = new Seat.ByName(node).in(PERIOD);
        machine.until("hello", "cat", "/root/made");
        machine.until(node.text(), "stringless", "fleet", "nodes");
        JsonObject run = lastRun();
        assertThat(run.text("outcome")).isEqualTo("changed");
        assertThat(slot.sinceLast(run.instant("started"))).isLessThan(Duration.ofSeconds(10));
        assertThat(show("Result")).isEqualTo("success");
        assertThat(machine.ok("stat", "-c", "%U", "/var/lib/stringless-collector"))
                .contains("stringless-collector");
    }

    private void aRunGoesOnWhileItsProgramIsUpgraded() throws IOException {
        control.promote(WAITS);
        String process = beginRun();
        install(other());
        assertThat(machine.path("/usr/lib/stringless/node-" + version)).doesNotExist();
        assertThat(show("MainPID")).isEqualTo(process);
        endRun("inactive");
        assertThat(show("ExecMainStatus")).isEqualTo("2");
        JsonObject run = lastRun();
        assertThat(run.text("runner")).isEqualTo("stringless " + version);
        assertThat(run.text("stage")).isEqualTo("done");
        reachesTheCollector(run);
        machine.ok("systemctl", "start", RUN);
        assertThat(lastRun().text("runner")).isEqualTo("stringless " + NEXT);
        assertThat(lastRun().integer("sequence")).isEqualTo(run.integer("sequence") + 1);
        theSlotStays();
    }

    /** Killed while the packages' files are being written, the package manager leaves what was there. */
    private void aKilledPackageManagerCostsNothing() throws IOException {
        String home = "/usr/lib/stringless/node-" + version;
        machine.shell("dpkg -i /root/stringless-node_" + version + "_*.deb & p=$!;" + " until [ -e " + home
                + "/runtime/lib/modules.dpkg-new ]; do sleep 0.01; done; kill -9 $p; wait $p || true");
        assertThat(machine.ok("dpkg-query", "-W", "-f", "${Status}", "stringless-node"))
                .contains("reinstreq");
        machine.ok("systemctl", "start", RUN);
        assertThat(lastRun().text("runner")).isEqualTo("stringless " + NEXT);
        assertThat(machine.ok("systemctl", "is-active", TIMER)).contains("active");
        machine.ok("dpkg", "-i", "/root/" + other().get(0).getFileName());
        assertThat(machine.ok("dpkg", "--audit")).isEmpty();
        assertThat(machine.path(home)).doesNotExist();
        theSlotStays();
    }

    private void aRunGoesOnWhileItsProgramIsDowngradedAndFallsBackToTheLastGoodRelease() throws IOException {
        String good = lastRun().text("release_applied");
        String bad = control.promote(DOES_NOT_COMPILE);
        beginRun();
        install(debs);
        endRun("failed");
        JsonObject run = lastRun();
        assertThat(run.text("runner")).isEqualTo("stringless " + NEXT);
        assertThat(run.text("reason")).isEqualTo("compile-failed");
        assertThat(run.text("release_wanted")).isEqualTo(bad);
        assertThat(run.text("release_applied")).isEqualTo(good);
        reachesTheCollector(run);
    }

    private void aRunThatHangsIsEndedByItsUnitAndToldByTheNext() throws IOException {
        control.promote(HANGS);
        machine.ok("systemctl", "start", "--no-block", RUN);
        machine.until("/proc/", "sh", "-c", HANGING);
        // Its limits become short only now, for nobody knows how long Puppet takes to come so far.
        Path dropIn = machine.path("/etc/systemd/system/" + RUN + ".d/short.conf");
        Files.createDirectories(dropIn.getParent());
        Files.writeString(dropIn, "[Service]\nTimeoutStartSec=1s\nTimeoutStopSec=4s\n");
        machine.ok("systemctl", "daemon-reload");
        machine.until("failed", "systemctl", "show", "-P", "ActiveState", RUN);
        assertThat(show("Result")).isEqualTo("timeout");
        assertThat(machine.ok("journalctl", "-u", RUN, "-o", "cat"))
                .contains("start operation timed out. Terminating.", "with signal SIGKILL");
        machine.shell("while [ -n \"$(" + HANGING + ")\" ]; do sleep 0.1; done");
        FileTree.delete(dropIn.getParent());
        machine.ok("systemctl", "daemon-reload");
        control.promote("file { '/root/made': content => \"again\\n\" }\n");
        machine.ok("systemctl", "start", RUN);
        assertThat(lastRun().text("outcome")).isEqualTo("changed");
        // By the run itself, when it came to its last words before it was killed; else by the next one.
        machine.until(
                "told",
                "sh",
                "-c",
                "stringless fleet node " + node.text() + " --output json"
                        + " | grep -qE 'without a word, at stage apply|stopped from outside' && echo told || true");
    }

    private void aRunMissedWhileThePowerWasOffIsLeftOut() throws IOException {
        machine.powerOff();
        long number = lastRunOnDisk().integer("sequence");
        Instant now = Instant.now();
        Slot slot = new Slot(PERIOD, (int) ((now.getEpochSecond() + 40) % PERIOD.seconds()));
        Files.writeString(machine.path(SLOT_FILE), TimerDropIn.text(slot, "so that the test need not wait"));
        Files.setLastModifiedTime(
                machine.path("/var/lib/systemd/timers/stamp-" + TIMER), FileTime.from(now.minus(Duration.ofDays(2))));
        Instant due = slot.next(now);
        machine.powerOn();
        machine.until("a missed run is left out; the next one is at " + due, "journalctl", "-u", RUN, "-o", "cat");
        machine.ok("systemctl", "start", RUN); // a person who asks for a run right then gets it
        Instant free = Instant.now();
        assertThat(lastRun().integer("sequence")).isEqualTo(number + 1);
        machine.until("\"sequence\" : " + (number + 2), "stringless", "status", "--output", "json");
        // At its moment, or once the one by hand is over.
        assertThat(lastRun().instant("started")).isBetween(due, (free.isAfter(due) ? free : due).plusSeconds(10));
    }

    private void anOffSwitchStopsTheRun() throws IOException {
        machine.until("inactive", "systemctl", "show", "-P", "ActiveState", RUN);
        machine.shell("rm /root/made; touch /etc/stringless/off");
        machine.ok("systemctl", "start", RUN);
        assertThat(machine.path("/root/made")).doesNotExist();
    }

    private void removedItStopsAndKeepsItsStatePurgedNothingIsLeft(Set<String> before) throws IOException {
        machine.shell("dpkg -r " + String.join(" ", ALL));
        assertThat(machine.run("systemctl", "list-units", "--all", "--plain", "--no-legend", "stringless*")
                        .out())
                .isEmpty();
        assertThat(machine.run("find", "/etc/systemd/system", "-xtype", "l").out())
                .isEmpty();
        assertThat(machine.path("/var/lib/stringless/state/last_run.json")).exists();
        assertThat(machine.path("/etc/stringless/stringless.yaml")).exists();
        assertThat(machine.path(SLOT_FILE)).exists();
        Files.createDirectories(machine.path("/etc/stringless/signing"));
        Files.writeString(machine.path("/etc/stringless/signing/release.key"), "a person's own\n");
        machine.shell("dpkg -P " + String.join(" ", ALL));
        Set<String> left = listing();
        left.removeAll(before);
        left.remove("/var/lib/systemd/timers"); // the directory is systemd's, its stamp would be ours
        assertThat(left)
                .as("what is left behind")
                .containsExactlyInAnyOrder(
                        "/etc/stringless", "/etc/stringless/signing", "/etc/stringless/signing/release.key");
        assertThat(machine.ok("getent", "passwd", "stringless-ship", "stringless-collector")
                        .lines())
                .hasSize(2);
    }

    private void join() throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "stringless",
                "join",
                "--no-run",
                "--repository=file:///srv/repository/",
                "--channel=" + ControlRepository.CHANNEL,
                "--collector=http://127.0.0.1:8440/",
                "--name=" + node,
                "--period=24h"));
        for (String role : List.of("release", "channel")) {
            Files.copy(control.publicKey(role), machine.path("/root/" + role + ".asc"));
            words.add("--key=" + role + "=/root/" + role + ".asc");
        }
        machine.ok(words.toArray(String[]::new));
    }

    /** A name whose moment is soon. */
    private static NodeName comesUpSoon() {
        Instant soon = Instant.now().plusSeconds(20);
        return IntStream.range(0, 1_000_000)
                .mapToObj(i -> new NodeName("web" + i + ".example"))
                .filter(name -> new Seat.ByName(name).in(PERIOD).next(soon).isBefore(soon.plusSeconds(5)))
                .findFirst()
                .orElseThrow();
    }

    private void install(List<Path> packages) throws IOException {
        StringBuilder line = new StringBuilder("dpkg -i");
        for (Path deb : packages) {
            Files.copy(deb, machine.path("/root/" + deb.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            line.append(" /root/").append(deb.getFileName());
        }
        machine.shell(line.toString());
    }

    private List<Path> other() throws IOException {
        Path out = top.resolve("other");
        List<Path> made = new ArrayList<>();
        if (Files.notExists(out)) {
            Files.createDirectories(out);
            Path scratch = Files.createDirectories(top.resolve("repacked"));
            for (Path deb : debs) {
                new OtherVersion(version, NEXT).of(deb, scratch, out);
            }
        }
        for (Path deb : debs) {
            made.add(out.resolve(deb.getFileName().toString().replace(version, NEXT)));
        }
        return made;
    }

    /** Begins a run that waits; gives its process. */
    private String beginRun() throws IOException {
        machine.shell("rm -f /root/go /root/waiting; touch /root/wait");
        machine.ok("systemctl", "start", "--no-block", RUN);
        machine.until("waiting", "ls", "/root");
        return show("MainPID");
    }

    private void endRun(String state) throws IOException {
        machine.shell("rm -f /root/wait; touch /root/go");
        machine.until(state, "systemctl", "show", "-P", "ActiveState", RUN);
    }

    private void theSlotStays() throws IOException {
        Slot slot = new Seat.ByName(node).in(PERIOD);
        machine.ok("systemctl", "daemon-reload");
        machine.ok("systemctl", "restart", TIMER);
        String next = machine.shell("date -u +%s -d \"$(systemctl show -P NextElapseUSecRealtime " + TIMER + ")\"");
        assertThat(Long.parseLong(next.strip()) % PERIOD.seconds()).isEqualTo(slot.second());
    }

    /** Asked to send again, as its timer does every ten minutes: a collector that is upgraded is away for some seconds. */
    private void reachesTheCollector(JsonObject run) throws IOException {
        machine.until(
                run.text("id"),
                "sh",
                "-c",
                "systemctl start stringless-ship.service; stringless fleet node " + node + " --output json");
    }

    private String show(String property) throws IOException {
        return machine.ok("systemctl", "show", "-P", property, RUN).strip();
    }

    private JsonObject lastRun() throws IOException {
        return JsonObject.parse(machine.ok("stringless", "status", "--output", "json"))
                .object("last_run");
    }

    private JsonObject lastRunOnDisk() throws IOException {
        return JsonObject.parse(Files.readString(machine.path("/var/lib/stringless/state/last_run.json")));
    }

    /** All files of the machine but what other programs keep: Puppet its own state, dpkg and systemd their books. */
    private Set<String> listing() throws IOException {
        String found =
                machine.shell("find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp"
                        + " -o -path /root -o -path /srv -o -path /etc/puppet -o -path /var/lib/puppet -o -path /var/cache/puppet -o -path /var/lib/dpkg"
                        + " -o -path /var/log \\) -prune -o -print");
        return found.lines().collect(Collectors.toCollection(TreeSet::new));
    }
}
