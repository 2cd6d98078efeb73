package org.stringless.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.run.HeldRelease;
import org.stringless.applier.run.RunLock;
import org.stringless.applier.store.NodeStore;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ReleaseId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Goes back on this node alone. The next run would only go forward again, so the release is held: runs stay on it and do not ask the
 * channel until the hold is lifted.
 */
@Command(
        name = "rollback",
        description = {
            "Makes an earlier release the current one on this node and holds it there.",
            "It does not undo what the newer code did: resources that only the newer release knew stay as they are.",
            "Runs stay on the held release until 'stringless rollback --resume'."
        })
@SuppressWarnings("NullAway.Init") // picocli sets spec
final class RollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "A release in the store (default: the one before the current).")
    private @Nullable String id;

    @Option(names = "--resume", description = "Lift the hold: the next run follows the channel again.")
    private boolean resume;

    @Override
    public Integer call() throws IOException {
        ThisNode node = ThisNode.of(GlobalOptions.of(spec.commandLine()));
        RunLock lock = RunLock.take(node.state(), Duration.ZERO);
        try (lock) {
            say(resume ? resumed(node) : held(node));
        }
        return 0;
    }

    private static String resumed(ThisNode node) throws IOException {
        return node.held().lift() ? "The hold is lifted; the next run follows the channel." : "No release was held.";
    }

    private String held(ThisNode node) throws IOException {
        NodeStore store = node.store();
        StoredRelease current = store.current().orElseThrow(() -> nothing("This node has no current release."));
        StoredRelease target = id == null ? before(store, current) : named(store, new ReleaseId(id));
        String floor = current.manifest().securityFloor();
        if (!floor.isEmpty() && target.id().text().compareTo(floor) < 0) {
            throw new Failure(
                    Reason.ROLLED_BACK,
                    "Release " + target.id() + " is below the security floor " + floor + " of the current release.",
                    "Choose a later one; 'stringless releases' lists them.");
        }
        // The hold comes first: a run between the two steps must not go forward again.
        node.held().set(new HeldRelease.Hold(target.id(), node.clock().instant()));
        store.activate(target);
        return "Release " + target.id() + " is current and held; 'stringless run' applies it now.";
    }

    private static StoredRelease before(NodeStore store, StoredRelease current) {
        List<StoredRelease> releases = store.releases();
        int place = releases.stream().map(StoredRelease::id).toList().indexOf(current.id());
        if (place < 1) {
            throw nothing("The store has no release before " + current.id() + ".");
        }
        return releases.get(place - 1);
    }

    private static StoredRelease named(NodeStore store, ReleaseId wanted) {
        return store.release(wanted).orElseThrow(() -> nothing("The release " + wanted + " is not in the store."));
    }

    private static Failure nothing(String sentence) {
        return new Failure(Reason.NOTHING_TO_APPLY, sentence, "'stringless releases' lists those that are there.");
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
