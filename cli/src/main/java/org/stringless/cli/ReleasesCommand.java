package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stringless.applier.run.HeldRelease;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.release.ReleaseId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The releases in this node's store. */
@Command(name = "releases", description = "Lists the releases in this node's store.")
@SuppressWarnings("NullAway.Init") // picocli sets both
final class ReleasesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Override
    public Integer call() throws IOException {
        ThisNode node = ThisNode.of(GlobalOptions.of(spec.commandLine()));
        Optional<ReleaseId> current = node.store().current().map(StoredRelease::id);
        Optional<ReleaseId> held = node.held().hold().map(HeldRelease.Hold::release);
        List<Map<String, Object>> releases = new ArrayList<>();
        for (StoredRelease release : node.store().releases()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("id", release.id().text());
            members.put("environment", release.environment().text());
            members.put("created", release.manifest().created().toString());
            members.put("commit", release.manifest().commit());
            members.put("modules", release.manifest().modules().size());
            members.put("current", current.filter(release.id()::equals).isPresent());
            members.put("held", held.filter(release.id()::equals).isPresent());
            releases.add(members);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            OutputForm.print(out, Map.of("releases", releases));
            return 0;
        }
        for (Map<String, Object> release : releases) {
            out.println((Boolean.TRUE.equals(release.get("current")) ? "* " : "  ") + release.get("id") + "  "
                    + release.get("environment") + "  " + release.get("created") + "  " + release.get("modules")
                    + " modules" + (Boolean.TRUE.equals(release.get("held")) ? "  held" : ""));
        }
        out.flush();
        return 0;
    }
}
