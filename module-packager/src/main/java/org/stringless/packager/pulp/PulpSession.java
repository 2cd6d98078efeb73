package org.stringless.packager.pulp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * A conversation with one Pulp server: one login, then requests under its session, for password checks cost Pulp 0.2 s each. Paths are
 * either the hrefs Pulp gave, or relative to its API. Each request names what it is {@code doing}, for the sentence of a failure. Safe for
 * several threads.
 */
final class PulpSession {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int PAGE = 1000;
    private static final int ATTEMPTS = 3;

    private final PulpAddress address;
    private final OkHttpClient http;
    private final PulpLogin login;
    private final CompletableFuture<String> api;

    private PulpSession(PulpAddress address, OkHttpClient http, PulpLogin login, CompletableFuture<String> api) {
        this.address = address;
        this.http = http;
        this.login = login;
        this.api = api;
    }

    /** Asks the server for its shape and logs in, both while the caller goes on; what goes wrong comes with the first request. */
    static PulpSession open(PulpAddress address, PulpCredentials credentials, OkHttpClient http) {
        String plain = address.apiRoot() + "api/v3/";
        PulpLogin login = new PulpLogin(address, plain + "login/", credentials, http);
        CompletableFuture<String> api = CompletableFuture.supplyAsync(() -> api(address, plain, http));
        Thread early = new Thread(login::ahead, "login to Pulp");
        early.setDaemon(true);
        early.start();
        return new PulpSession(address, http, login, api);
    }

    /** The status is open to all and lies at the same place with and without domains. */
    private static String api(PulpAddress address, String plain, OkHttpClient http) {
        PulpSession open = new PulpSession(
                address, http, new PulpLogin(address, "", null, http), CompletableFuture.completedFuture(plain));
        JsonObject status = open.get("asking for its status", "status/");
        boolean domains = status.has("domain_enabled") && status.bool("domain_enabled");
        return domains ? address.apiRoot() + address.domain() + "/api/v3/" : plain;
    }

    private String api() {
        try {
            return api.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    PulpAddress address() {
        return address;
    }

    /** The object at that path. */
    JsonObject get(String doing, String path) {
        return json(doing, good(doing, repeated(doing, new Request.Builder().get(), path)));
    }

    /** All results of a list, page by page; the query must not hold {@code limit} or {@code offset}. */
    List<JsonObject> list(String doing, String path) {
        List<JsonObject> results = new ArrayList<>();
        String separator = path.contains("?") ? "&" : "?";
        while (true) {
            JsonObject page = get(doing, path + separator + "limit=" + PAGE + "&offset=" + results.size());
            List<JsonObject> found = page.objects("results");
            results.addAll(found);
            // "next" is made from the host Pulp believes to have, so it only says whether there is more.
            if (!page.has("next") || found.isEmpty()) {
                return results;
            }
        }
    }

    /** Sends once: Pulp may have done it although the answer was lost. */
    PulpAnswer post(String path, Map<String, ?> members, String correlation) throws IOException {
        return send(
                new Request.Builder().post(RequestBody.create(JsonObject.compact(members), JSON)), path, correlation);
    }

    /** Sends, and again when the answer was lost: only for what is the same when done twice. */
    PulpAnswer postRepeatable(String doing, String path, RequestBody body) {
        return repeated(doing, new Request.Builder().post(body), path);
    }

    /** Changes members of an object; the values are absolute, so it may be sent again. */
    PulpAnswer patch(String doing, String path, Map<String, ?> members) {
        Request.Builder request = new Request.Builder().patch(RequestBody.create(JsonObject.compact(members), JSON));
        return good(doing, repeated(doing, request, path));
    }

    /** A fresh id that finds the request in Pulp's log and its task by {@code logging_cid}. */
    static String correlation() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** The answer itself unless it is a refusal. */
    PulpAnswer good(String doing, PulpAnswer answer) {
        if (answer.ok()) {
            return answer;
        }
        throw refused(doing, answer);
    }

    /** The answer's object; what is not one is no answer of Pulp. */
    JsonObject json(String doing, PulpAnswer answer) {
        try {
            return answer.json();
        } catch (JsonException e) {
            throw new Failure(
                    Reason.TARGET_REFUSED,
                    "The server at " + address + " does not answer as Pulp does, " + doing + ": " + e.getMessage()
                            + ".",
                    "Check the address; it names scheme, host and port of Pulp's API.",
                    e);
        }
    }

    Failure refused(String doing, PulpAnswer answer) {
        String next = switch (answer.status()) {
            case 401 -> "Check user and password of the target.";
            case 403 ->
                "Ask Pulp's administrator for the role that allows it; the manual lists those a publisher needs.";
            case 404 -> "Check the name; Pulp also hides what this user may not see.";
            case 502, 503, 504 -> "Wait until Pulp is back, then repeat the command; what arrived is kept.";
            default -> "Correct what Pulp names; its log knows the request as " + answer.correlation() + ".";
        };
        return new Failure(
                answer.passing() ? Reason.TARGET_UNREACHABLE : Reason.TARGET_REFUSED,
                "Pulp at " + address + " answered " + answer.status() + ", " + doing + ": " + answer.said() + ".",
                next);
    }

    Failure unreachable(String doing, IOException e) {
        return new Failure(
                Reason.TARGET_UNREACHABLE,
                "Pulp at " + address + " cannot be reached, " + doing + ": " + e.getMessage() + ".",
                "Check address and network, then repeat the command; what arrived is kept.",
                e);
    }

    private PulpAnswer repeated(String doing, Request.Builder request, String path) {
        for (int attempt = 1; ; attempt++) {
            try {
                PulpAnswer answer = send(request, path, correlation());
                if (!answer.passing() || attempt == ATTEMPTS) {
                    return answer;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw unreachable(doing, e);
                }
            }
            PulpTasks.pause(200L * attempt);
        }
    }

    private PulpAnswer send(Request.Builder request, String path, String correlation) throws IOException {
        String url = address.server() + (path.startsWith("/") ? path : api() + path);
        request.url(url).header("Correlation-ID", correlation).header("Accept", "application/json");
        PulpLogin.Proof proof = login.proof();
        PulpAnswer answer = exchange(request, proof, correlation);
        if (answer.status() == 401 || (answer.status() == 403 && answer.text().contains("CSRF"))) {
            // The session may have ended; a login says whether it was that.
            return exchange(request, login.renewed(proof), correlation);
        }
        return answer;
    }

    private PulpAnswer exchange(Request.Builder request, PulpLogin.Proof proof, String correlation) throws IOException {
        proof.headers().forEach(request::header);
        try (Response response = http.newCall(request.build()).execute()) {
            String type = response.header("Content-Type", "");
            return new PulpAnswer(
                    response.code(), type == null ? "" : type, response.body().string(), correlation);
        }
    }
}
