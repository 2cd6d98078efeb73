package org.stringless.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.schedule.Capacity;
import org.stringless.model.schedule.Group;
import org.stringless.model.schedule.Plan;
import org.stringless.model.schedule.Planner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schedule plan}: whether a fleet fits what it shares, and in which periods. */
@Command(
        name = "plan",
        description =
                "The shortest harmonic periods in which groups of nodes fit their repository and their collector.")
@SuppressWarnings("NullAway.Init") // picocli sets both
final class SchedulePlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputForm output;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description =
                    "name,nodes=N,period=30m and, each after a comma, what else there is to say: repository=SECONDS and"
                            + " collector=SECONDS that a run needs (default: 1), start=HH:MM when all nodes start together,"
                            + " host=NAME, slots=index or slots=hash; may be given often.")
    private List<String> groups = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "YAML with 'groups' and 'capacity'.")
    private @Nullable Path file;

    @Option(
            names = "--from-collector",
            paramLabel = "URL",
            description = "Plan the nodes that this collector knows, with the times it has measured.")
    private @Nullable URI collector;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Nodes that are served at once: N, or repository=N,collector=N.")
    private @Nullable String capacity;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the load over the hyperperiod.")
    private @Nullable Path svg;

    @Override
    public Integer call() throws IOException {
        List<MeasuredGroup> measured = collector == null
                ? List.of()
                : new MeasuredFleet(collector, new Web(), TerminalProgress.onStandardError()).groups();
        Plan plan = planned(measured);
        PrintWriter out = spec.commandLine().getOut();
        if (svg != null) {
            Files.write(svg, new PlanPicture(plan).svg().getBytes(StandardCharsets.UTF_8));
        }
        if (output.json()) {
            Map<String, Object> document = new PlanDocument(plan).members();
            if (collector != null) {
                document.put(
                        "measured",
                        measured.stream().map(MeasuredGroup::document).toList());
            }
            OutputForm.print(out, document);
        } else {
            if (collector != null) {
                MeasuredGroup.print(out, measured);
            }
            new PlanText(plan).print(out);
        }
        if (plan.clash().isPresent()) {
            throw new Failure(
                    Reason.SCHEDULE_UNFIT,
                    "The wished periods do not fit: " + plan.clash().get().words() + ".",
                    "Take " + PlanText.periods(plan) + ".");
        }
        return 0;
    }

    private Plan planned(List<MeasuredGroup> measured) throws IOException {
        List<Group> all = new ArrayList<>();
        Optional<Capacity> said = Optional.ofNullable(capacity).map(PlanRequest::capacity);
        if (file != null) {
            PlanRequest request = PlanRequest.read(file);
            all.addAll(request.groups());
            said = said.or(request::capacity);
        }
        groups.stream().map(PlanRequest::group).forEach(all::add);
        measured.stream().map(MeasuredGroup::group).forEach(all::add);
        if (all.isEmpty()) {
            throw new Failure(Reason.USAGE, "There is no group to plan.", "Give --group, --file or --from-collector.");
        }
        Set<String> names = new HashSet<>();
        for (Group group : all) {
            if (!names.add(group.name())) {
                throw new Failure(
                        Reason.USAGE,
                        "Two groups are named '" + group.name() + "'.",
                        "Give each group a name of its own; what clashes is told by it.");
            }
        }
        return new Planner(
                        all,
                        said.orElseThrow(() -> new Failure(
                                Reason.USAGE,
                                "The plan needs to know how many nodes can be served at once.",
                                "Give --capacity N, or repository=N,collector=N.")))
                .plan();
    }
}
