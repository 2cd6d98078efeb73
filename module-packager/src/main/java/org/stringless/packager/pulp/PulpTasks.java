package org.stringless.packager.pulp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** Work that Pulp does after its answer: sends the request, then asks for the task until it is over. */
final class PulpTasks {
    private static final Set<String> OVER = Set.of("completed", "failed", "canceled", "skipped");
    private static final long SHORTEST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 500;

    private final PulpSession session;
    private final Duration limit;

    /** @param limit how long a task may take, its waiting for a worker included */
    PulpTasks(PulpSession session, Duration limit) {
        this.session = session;
        this.limit = limit;
    }

    /** Posts, waits for the task's end, and returns the hrefs of what it made; none when it found nothing to do. */
    List<String> post(String doing, String path, Map<String, ?> members) {
        String correlation = PulpSession.correlation();
        try {
            return await(doing, session.good(doing, session.post(path, members, correlation)));
        } catch (IOException e) {
            // The answer is lost; the request may have arrived. Its task is known by the correlation id.
            List<JsonObject> tasks = session.list(doing, "tasks/?logging_cid=" + correlation);
            if (tasks.isEmpty()) {
                throw session.unreachable(doing, e);
            }
            return ended(doing, tasks.get(0).text("pulp_href"));
        }
    }

    /** Waits for the task that an answer names; an answer without one is already the end. */
    List<String> await(String doing, PulpAnswer answer) {
        return answer.status() == 202 ? ended(doing, session.json(doing, answer).text("task")) : List.of();
    }

    private List<String> ended(String doing, String task) {
        long end = System.nanoTime() + limit.toNanos();
        for (long pause = SHORTEST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 3 / 2)) {
            JsonObject now = session.get(doing, task);
            String state = now.text("state");
            if (state.equals("completed")) {
                return now.texts("created_resources");
            }
            if (OVER.contains(state)) {
                throw failed(doing, now, state);
            }
            if (System.nanoTime() > end) {
                throw stuck(doing, now, state);
            }
            pause(pause);
        }
    }

    private Failure failed(String doing, JsonObject task, String state) {
        String said = "without a word";
        if (task.has("error")) {
            JsonObject error = task.object("error");
            said = error.text("description", error.text("reason", said)).replaceAll("\\s+", " ");
        }
        return new Failure(
                Reason.TARGET_REFUSED,
                "Pulp's task of " + doing + " ended as " + state + ": " + said + ".",
                "Repeat the command once Pulp is well; its log knows the task as " + task.text("logging_cid", "?")
                        + ".");
    }

    /** Pulp gives no hint why a task waits, so we look for ourselves: who works, what is locked, who holds it. */
    private Failure stuck(String doing, JsonObject task, String state) {
        List<String> resources = task.texts("reserved_resources_record");
        List<String> holders = new ArrayList<>();
        for (JsonObject other : session.list(doing, "tasks/?state__in=waiting,running,canceling")) {
            boolean same = other.text("pulp_href").equals(task.text("pulp_href"));
            if (!same && other.texts("reserved_resources_record").stream().anyMatch(resources::contains)) {
                holders.add(
                        other.text("pulp_href") + " (" + other.text("name", "?") + ", " + other.text("state") + ")");
            }
        }
        JsonObject status = session.get(doing, session.address().apiRoot() + "api/v3/status/");
        return new Failure(
                Reason.TARGET_UNREACHABLE,
                "Pulp's task of " + doing + " is still " + state + " after " + limit.toSeconds() + " s: "
                        + status.objects("online_workers").size() + " workers are online, it reserves " + resources
                        + ", held by " + (holders.isEmpty() ? "no other task" : holders) + "; correlation id "
                        + task.text("logging_cid", "?") + ".",
                "See that a worker lives and the holding task ends (after a killed worker that can take 17 minutes),"
                        + " then repeat the command.");
    }

    static void pause(long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Reason.INTERRUPTED, "Waiting for Pulp was interrupted.", "Repeat the command.", e);
        }
    }
}
