package org.stringless.packager.pulp;

import java.util.Map;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** The publications of a Pulp server: immutable views of repository versions, with their index. */
public final class PulpPublications {
    private static final String PATH = "publications/rpm/rpm/";

    private final PulpSession session;
    private final PulpTasks tasks;

    PulpPublications(PulpSession session, PulpTasks tasks) {
        this.session = session;
        this.tasks = tasks;
    }

    /** Href of a publication of that version; makes one when there is none yet. */
    public String of(String version) {
        String doing = "publishing " + version;
        for (JsonObject found : session.list(doing, PATH + "?repository_version=" + version)) {
            if (found.text("layout", "").equals(PulpRepositories.LAYOUT)) {
                return found.text("pulp_href");
            }
        }
        return tasks
                .post(doing, PATH, Map.of("repository_version", version, "layout", PulpRepositories.LAYOUT))
                .stream()
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Reason.TARGET_REFUSED,
                        "Pulp at " + session.address() + " made no publication of " + version + ".",
                        "Repeat the command."));
    }

    /** Href of the repository version that a publication shows. */
    public String version(String publication) {
        return session.get("reading publication " + publication, publication).text("repository_version");
    }
}
