package org.stringless.packager.pulp;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** The RPM distributions of a Pulp server. */
public final class PulpDistributions {
    private static final String PATH = "distributions/rpm/rpm/";

    private final PulpSession session;
    private final PulpTasks tasks;

    PulpDistributions(PulpSession session, PulpTasks tasks) {
        this.session = session;
        this.tasks = tasks;
    }

    /** The distribution of that name. */
    public Optional<RpmDistribution> find(String name) {
        return session.list("looking for distribution " + name, PATH + "?name=" + name).stream()
                .findFirst()
                .map(PulpDistributions::read);
    }

    /**
     * Makes the distribution of that name serve that publication, in one step; makes it when there is none.
     *
     * @param path below Pulp's content address, without slashes at the ends
     * @throws Failure TARGET_REFUSED when someone else switched it in the same moment
     */
    public RpmDistribution serve(String name, String path, String publication) {
        switchTo(name, path, publication);
        return find(name)
                .filter(served -> served.publication().equals(Optional.of(publication)))
                .orElseThrow(() -> new Failure(
                        Reason.TARGET_REFUSED,
                        "Pulp's distribution " + name
                                + " does not serve what it was told to: someone else switched it.",
                        "See who else publishes to it, then repeat the command."));
    }

    /** The same without a look at the outcome, for those who settle it with others. */
    public void switchTo(String name, String path, String publication) {
        Optional<RpmDistribution> present = find(name);
        String doing = (present.isPresent() ? "switching" : "making") + " distribution " + name;
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("publication", publication);
        if (present.isPresent()) {
            tasks.await(doing, session.patch(doing, present.get().href(), members));
        } else {
            members.put("name", name);
            members.put("base_path", path);
            members.put("generate_repo_config", true);
            make(name, doing, members);
        }
    }

    private void make(String name, String doing, Map<String, Object> members) {
        try {
            tasks.post(doing, PATH, members);
        } catch (Failure refused) {
            // Two may make the same one at once; then it is there, and is switched like any other.
            RpmDistribution theirs = find(name).orElseThrow(() -> refused);
            Map<String, Object> publication = Map.of("publication", members.get("publication"));
            tasks.await(doing, session.patch(doing, theirs.href(), publication));
        }
    }

    private static RpmDistribution read(JsonObject members) {
        UnaryOperator<String> slashed = text -> text.endsWith("/") ? text : text + "/";
        return new RpmDistribution(
                members.text("name"),
                members.text("pulp_href"),
                URI.create(slashed.apply(members.text("base_url"))),
                members.optional("publication", text -> text));
    }
}
