package org.stringless.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.pull.ReleasePuller;
import org.stringless.applier.schedule.CalendarExpression;
import org.stringless.applier.schedule.NodeUnits;
import org.stringless.applier.schedule.TimerDropIn;
import org.stringless.applier.store.NodeStore;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.Rewind;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.run.RunRecord;
import org.stringless.model.schedule.Words;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.keys.NodeKeys;
import org.stringless.releasewire.keys.PublicKeyFile;
import org.stringless.reportwire.RunRecordJson;

/** The steps by which a machine becomes a node of a fleet, each told in one line, and the way back. */
final class Joining {
    private static final String FRAGMENT = "conf.d/50-join.yaml";

    private final GlobalOptions options;
    private final JoinOrder order;
    private final Consumer<String> say;
    private final Rewind before = new Rewind();
    private final NodeUnits units;
    private final TimerDropIn dropIn;
    private final Map<String, Object> result = new LinkedHashMap<>();
    private List<String> started = List.of();
    private String left = "";
    private boolean newStore;

    Joining(GlobalOptions options, JoinOrder order, Consumer<String> say) {
        this.options = options;
        this.order = order;
        this.say = say;
        units = new NodeUnits(options.root());
        dropIn = new TimerDropIn(options.root());
        result.put("format", 1);
        result.put("joined", false);
    }

    /** What was done, for programs. */
    Map<String, Object> result() {
        return result;
    }

    NodeKeys keys() {
        return new NodeKeys(options.configuration().resolve("keys"));
    }

    /** Refuses what cannot end well, before anything is written. */
    void check() {
        for (Path directory : List.of(
                options.configuration(),
                options.state(),
                dropIn.file().resolveSibling(".").normalize())) {
            @Nullable Path there = directory;
            while (there != null && !Files.exists(there)) {
                there = there.getParent();
            }
            if (there == null || !Files.isWritable(there)) {
                throw new Failure(
                        Reason.FILES,
                        directory + " may not be written by this user.",
                        "Join as root, or name another root with --root DIR.");
            }
        }
        ThisNode node = ThisNode.of(options);
        node.engine().program();
        newStore = node.store().releases().isEmpty();
    }

    /** Trusts the keys, each in its role. Keys that were trusted before stay. */
    void trust(JoinKeys found) throws IOException {
        NodeKeys keys = keys();
        List<Map<String, Object>> told = new ArrayList<>();
        boolean newChannelKey = false;
        for (KeyRole role : KeyRole.values()) {
            List<PublicKeyFile> named = found.named().getOrDefault(role, List.of());
            for (PublicKeyFile key : named) {
                before.remember(keys.file(role, key));
                boolean added = keys.add(role, key);
                newChannelKey |= added && role == KeyRole.CHANNEL;
                told.add(tell(role, key, added ? "trusted" : "trusted already"));
            }
            for (PublicKeyFile key : keys.list(role)) {
                if (named.stream().noneMatch(each -> each.fingerprint().equals(key.fingerprint()))) {
                    told.add(tell(role, key, "stays trusted"));
                }
            }
        }
        if (newChannelKey) {
            // What a pointer of that key will make this node remember is worth nothing once the key is no longer
            // trusted.
            before.remember(ReleasePuller.memory(options.state().resolve("state"), order.channel()));
        }
        result.put("keys", told);
    }

    private Map<String, Object> tell(KeyRole role, PublicKeyFile key, String how) {
        say.accept(role.code() + " key " + key.fingerprint() + " " + how
                + (key.userId().isEmpty() ? "" : ": " + key.userId()));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("role", role.code());
        members.put("fingerprint", key.fingerprint());
        members.put("changed", how.equals("trusted"));
        return members;
    }

    /** Writes the fragment of configuration, and looks whether it has the last word. */
    void configure() throws IOException {
        Path file = options.configuration().resolve(FRAGMENT);
        byte[] bytes = order.fragment().getBytes(StandardCharsets.UTF_8);
        before.remember(file);
        boolean changed = !DurableFile.holds(file, bytes);
        if (changed) {
            makeReadable(file.resolveSibling(".").normalize());
            DurableFile.write(file, bytes, "rw-r--r--");
        }
        if (!order.isFollowedBy(options.settings())) {
            throw new Failure(
                    Reason.CONFIGURATION,
                    "Something else of the configuration names another repository or channel than " + file + ".",
                    "See 'stringless config show', and take it out: a later file of conf.d, or the environment.");
        }
        say.accept("configuration " + file + (changed ? " written" : " as before"));
        result.put("configuration", Map.of("file", file.toString(), "changed", changed));
    }

    /** Writes the node's own moment into its timer. */
    void schedule() throws IOException {
        before.remember(dropIn.file());
        NodeSlot node = NodeSlot.of(options);
        boolean changed = dropIn.install(node.slot(), node.seat().why());
        say.accept("slot " + Words.span(Duration.ofSeconds(node.slot().second())) + " into every "
                + node.slot().period() + ": timer " + (changed ? "written" : "as before"));
        Map<String, Object> slot = new LinkedHashMap<>();
        slot.put("file", dropIn.file().toString());
        slot.put("on_calendar", CalendarExpression.of(node.slot()));
        slot.put("changed", changed);
        result.put("slot", slot);
    }

    /** Whether that run shows that this node can take what its channel offers; resources may have failed. */
    boolean isShownBy(RunRecord run) {
        result.put("run", RunRecordJson.document(run));
        left = "; " + (run.resources().changed() > 0 ? "what the run changed stays, and " : "") + "its record stays in "
                + options.state().resolve("spool");
        say.accept("run " + run.outcome().code() + ", exit status " + run.exitStatus()
                + run.applied().map(release -> ": release " + release).orElse(""));
        return run.problem().isEmpty() && run.applied().isPresent();
    }

    /** Lets systemd start the next runs, and the sending of their records when there is a collector. */
    void start() throws IOException {
        List<String> wanted = new ArrayList<>(List.of(NodeUnits.RUN_TIMER));
        if (options.settings().collector().isPresent()) {
            wanted.addAll(NodeUnits.SHIP);
        }
        boolean running = units.running();
        if (running) {
            started = units.off(wanted);
            units.enable(started);
        }
        String all = String.join(" ", wanted);
        say.accept(
                !running
                        ? "no systemd here; later: systemctl enable --now " + all
                        : "units " + all + (started.isEmpty() ? " enabled already" : " enabled"));
        result.put("units", running ? wanted : List.of());
    }

    /** Says what came of it. When nothing did, all is taken back but what the first run itself left: its record, and Puppet's own files. */
    void end(boolean joined) {
        result.put("joined", joined);
        if (joined) {
            say.accept("joined: " + NodeSlot.name(options.settings()) + " follows channel " + order.channel());
            return;
        }
        try {
            undo();
            say.accept("not joined: configuration, keys and timer are as they were" + left);
        } catch (IOException | RuntimeException e) {
            say.accept(
                    "not joined, and not all could be undone: " + Advice.of(e).sentence());
        }
    }

    private void undo() throws IOException {
        List<Path> changed = before.restore();
        changed.forEach(file -> say.accept("undone " + file));
        if (newStore) {
            new NodeStore(options.state()).clear();
        }
        units.disable(started);
        if (changed.contains(dropIn.file())) {
            units.reload();
        }
    }

    // Whoever sends the records reads the configuration, too.
    private static void makeReadable(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
