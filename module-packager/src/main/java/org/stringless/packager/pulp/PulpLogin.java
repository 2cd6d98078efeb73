package org.stringless.packager.pulp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.Cookie;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** Who we are to Pulp: a session where it gives one, name and password in each request where it does not. */
final class PulpLogin {
    /** Headers that prove it. */
    record Proof(Map<String, String> headers) {}

    private final PulpAddress address;
    private final String path;
    private final @Nullable PulpCredentials credentials;
    private final OkHttpClient http;
    private @Nullable Proof current;
    private @Nullable Failure refusal;

    /** @param credentials none to be nobody in particular */
    PulpLogin(PulpAddress address, String path, @Nullable PulpCredentials credentials, OkHttpClient http) {
        this.address = address;
        this.path = path;
        this.credentials = credentials;
        this.http = http;
    }

    /** Logs in for whoever asks next; when that fails for now, they try for themselves. */
    void ahead() {
        try {
            proof();
        } catch (IOException | RuntimeException e) {
            // A refusal is kept; all else may be over by then.
        }
    }

    /** The proof of now; the first call logs in. */
    synchronized Proof proof() throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        if (current == null) {
            current = credentials == null ? new Proof(Map.of()) : logIn(credentials);
        }
        return current;
    }

    /** Another proof than the one that was refused, unless another thread has already got one. */
    synchronized Proof renewed(Proof refused) throws IOException {
        if (refused.equals(current)) {
            current = null;
        }
        return proof();
    }

    private Proof logIn(PulpCredentials who) throws IOException {
        String basic = Credentials.basic(who.user(), who.password(), StandardCharsets.UTF_8);
        HttpUrl url = HttpUrl.get(address.server() + path);
        Request request = new Request.Builder()
                .url(url)
                .header("Authorization", basic)
                .post(RequestBody.EMPTY)
                .build();
        try (Response response = http.newCall(request).execute()) {
            String session = null;
            String token = null;
            for (Cookie cookie : Cookie.parseAll(url, response.headers())) {
                if (cookie.name().equals("sessionid")) {
                    session = cookie.value();
                } else if (cookie.name().equals("csrftoken")) {
                    token = cookie.value();
                }
            }
            if (response.code() == 401) {
                refusal = new Failure(
                        Reason.TARGET_REFUSED,
                        "Pulp at " + address + " does not know user " + who.user() + " with this password.",
                        "Correct user and password_file of the target, STRINGLESS_PULP_USER and STRINGLESS_PULP_PASSWORD,"
                                + " or the profile in Pulp's cli.toml.");
                throw refusal;
            }
            if (session == null || token == null) {
                return new Proof(Map.of("Authorization", basic));
            }
            // Django wants a referer of its own origin over https.
            return new Proof(Map.of(
                    "Cookie", "sessionid=" + session + "; csrftoken=" + token,
                    "X-CSRFToken", token,
                    "Referer", address.server() + "/"));
        }
    }
}
