package org.stringless.packager.pulp;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** The RPM repositories of a Pulp server. */
public final class PulpRepositories {
    private static final String PATH = "repositories/rpm/rpm/";
    // Directories by digest: a node that reads an old index while another is switched on never meets other bytes at one
    // path.
    static final String LAYOUT = "nested_by_digest";

    private final PulpSession session;
    private final PulpTasks tasks;

    PulpRepositories(PulpSession session, PulpTasks tasks) {
        this.session = session;
        this.tasks = tasks;
    }

    /** The repository of that name, as it is now; refuses one whose settings would break what publishing promises. */
    public Optional<RpmRepository> find(String name) {
        List<JsonObject> found = session.list("looking for repository " + name, PATH + "?name=" + name);
        return found.stream().findFirst().map(PulpRepositories::read);
    }

    /**
     * Makes an empty repository.
     *
     * @param signingService href or name of the metadata signing service, if its index is to be signed
     */
    public RpmRepository create(String name, Optional<String> signingService) {
        String doing = "making repository " + name;
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("layout", LAYOUT);
        signingService.ifPresent(service -> members.put("metadata_signing_service", href(service)));
        members.put("repo_config", Map.of("gpgcheck", 1, "repo_gpgcheck", signingService.isPresent() ? 1 : 0));
        try {
            PulpAnswer answer = session.post(PATH, members, PulpSession.correlation());
            // Two may make the same one at once; then it is there.
            if (answer.status() != 400 || !answer.text().contains("must be unique")) {
                session.good(doing, answer);
            }
        } catch (IOException e) {
            if (find(name).isEmpty()) {
                throw session.unreachable(doing, e);
            }
        }
        return find(name)
                .orElseThrow(() -> new Failure(
                        Reason.TARGET_REFUSED,
                        "Pulp at " + session.address() + " has a repository " + name + " that this user may not see.",
                        "Choose another name, or ask Pulp's administrator for the right to use it."));
    }

    /** Adds these packages; returns the new version's href, or the newest one's when nothing changed. */
    public String add(RpmRepository repository, Collection<String> packages) {
        return modify(repository, Map.of("add_content_units", List.copyOf(packages)));
    }

    /** Makes these packages, and no others, the repository's content; returns the new version's href. */
    public String replace(RpmRepository repository, Collection<String> packages) {
        return modify(
                repository, Map.of("remove_content_units", List.of("*"), "add_content_units", List.copyOf(packages)));
    }

    /** Href of the newest version. */
    public String latestVersion(RpmRepository repository) {
        return session.get("reading repository " + repository.name(), repository.href())
                .text("latest_version_href");
    }

    private String modify(RpmRepository repository, Map<String, ?> change) {
        List<String> made =
                tasks.post("changing repository " + repository.name(), repository.href() + "modify/", change);
        return made.isEmpty() ? latestVersion(repository) : made.get(0);
    }

    private String href(String service) {
        if (service.startsWith("/")) {
            return service;
        }
        return session.list("looking for signing service " + service, "signing-services/?name=" + service).stream()
                .findFirst()
                .map(found -> found.text("pulp_href"))
                .orElseThrow(() -> new Failure(
                        Reason.CONFIGURATION,
                        "Pulp at " + session.address() + " has no signing service '" + service
                                + "' that this user may see.",
                        "Ask Pulp's administrator for its href and name that as signing_service."));
    }

    private static RpmRepository read(JsonObject members) {
        String name = members.text("name");
        if (members.has("autopublish") && members.bool("autopublish")) {
            throw unfit(name, "publishes by itself (autopublish)", "autopublish=false");
        }
        if (members.has("package_signing_service")) {
            throw unfit(name, "signs packages itself, which changes their bytes", "no package_signing_service");
        }
        if (members.has("retain_package_versions") && members.integer("retain_package_versions") > 0) {
            throw unfit(name, "drops older versions of packages", "retain_package_versions=0");
        }
        return new RpmRepository(name, members.text("pulp_href"), members.text("latest_version_href"));
    }

    private static Failure unfit(String name, String what, String wanted) {
        return new Failure(
                Reason.TARGET_REFUSED,
                "Pulp's repository " + name + " " + what + ".",
                "Set " + wanted + " on it, or publish to another repository.");
    }
}
