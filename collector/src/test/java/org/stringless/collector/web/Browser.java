package org.stringless.collector.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stringless.io.file.ScratchDirectory;
import org.stringless.io.json.JsonObject;
import org.stringless.io.process.Command;

/** A real Chromium without a window, as new as on its first start, steered by its own driver over the WebDriver protocol. */
final class Browser implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("started successfully on port ([0-9]+)");
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ScratchDirectory profile;
    private final Process driver;
    private final URI session;

    Browser(int width, int height, String... more) throws IOException {
        profile = ScratchDirectory.temporary();
        driver = Command.of(Command.find("chromedriver").orElseThrow().toString(), "--port=0")
                .with("HOME", profile.path().toString())
                .start();
        URI sessions = URI.create("http://127.0.0.1:" + port() + "/session");
        JsonObject made = exchange("POST", sessions, capabilities(width, height, more));
        session = URI.create(sessions + "/" + made.object("value").text("sessionId"));
    }

    /** Forbids or allows the pages' own scripts. */
    void allowScripts(boolean allowed) throws IOException {
        ask(
                "goog/cdp/execute",
                Map.of("cmd", "Emulation.setScriptExecutionDisabled", "params", Map.of("value", !allowed)));
    }

    /** Goes to a page; gives its elements as the browser understood them. */
    String open(URI page) throws IOException {
        ask("url", Map.of("url", page.toString()));
        return source();
    }

    /** The elements of the page that is open. */
    String source() throws IOException {
        return exchange("GET", at("source"), Map.of()).text("value");
    }

    /** Clicks the first element that a CSS selector finds, which leads to another page, and waits until the browser is on its way there. */
    void follow(String selector) throws IOException {
        String before = address();
        ask("element/" + element(selector) + "/click", Map.of());
        for (long end = System.nanoTime() + PATIENCE.toNanos(); address().equals(before); Thread.onSpinWait()) {
            if (System.nanoTime() > end) {
                throw new IOException("a click on " + selector + " led nowhere from " + before);
            }
        }
    }

    private String address() throws IOException {
        return exchange("GET", at("url"), Map.of()).text("value");
    }

    /** Types into the first element that a CSS selector finds. */
    void type(String selector, String text) throws IOException {
        ask("element/" + element(selector) + "/value", Map.of("text", text));
    }

    /** Keeps a picture of the window. */
    void picture(Path file) throws IOException {
        String picture = exchange("GET", at("screenshot"), Map.of()).text("value");
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    @Override
    public void close() throws IOException {
        exchange("DELETE", session, Map.of());
        driver.destroy();
        profile.close();
    }

    private String element(String selector) throws IOException {
        return ask("element", Map.of("using", "css selector", "value", selector))
                .object("value")
                .text(ELEMENT);
    }

    private JsonObject ask(String what, Map<String, ?> body) throws IOException {
        return exchange("POST", at(what), body);
    }

    private URI at(String what) {
        return URI.create(session + "/" + what);
    }

    private JsonObject exchange(String method, URI address, Map<String, ?> body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        if (method.equals("POST")) {
            request.POST(BodyPublishers.ofByteArray(JsonObject.compact(body)));
        } else {
            request.method(method, BodyPublishers.noBody());
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the driver answered " + answer.body());
            }
            return JsonObject.parse(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private int port() throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver did not start");
    }

    private Map<String, Object> capabilities(int width, int height, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--window-size=" + width + "," + height,
                "--user-data-dir=" + profile.path().resolve("profile")));
        arguments.addAll(List.of(more));
        Map<String, Object> chromium =
                Map.of("binary", Command.find("chromium").orElseThrow().toString(), "args", arguments);
        return Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", chromium)));
    }
}
