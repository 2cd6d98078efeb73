package org.stringless.packaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.stringless.cli.Main;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * Lets a node's program do once what nodes do all day, and notes which classes that takes: help, a wrong option, runs from a repository and
 * to a collector, both behind TLS, and status. The repository is made by the program itself. Runs go to their end where this machine has a
 * Puppet.
 */
final class Training {
    private static final String PASSWORD = "training";
    /** Java's own status for an error that nobody caught, for example a missing class. */
    private static final int CRASHED = 1;

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private final NodeRuntime runtime;
    private final Jdk jdk;
    private final Path top;
    private final List<Path> classLists = new ArrayList<>();

    Training(NodeRuntime runtime, Jdk jdk, Path top) {
        this.runtime = runtime;
        this.jdk = jdk;
        this.top = top;
    }

    /** Files that each name the classes of one start. */
    List<Path> classLists() throws IOException {
        repository();
        Path store = keyStore();
        HttpsServer server = serve(store);
        try {
            int port = server.getAddress().getPort();
            Path node = node("https://localhost:" + port + "/");
            noted("--help");
            noted("--no-such-option");
            for (String command : List.of("run", "ship", "status", "releases", "run")) {
                noted("--root", node.toString(), command);
            }
        } finally {
            server.stop(0);
        }
        return classLists;
    }

    private void noted(String... words) throws IOException {
        Path list = top.resolve("classes-" + classLists.size() + ".list");
        List<String> all = new ArrayList<>(List.of(runtime.java().toString()));
        all.addAll(NodeRuntime.FLAGS);
        all.addAll(
                List.of("-XX:DumpLoadedClassList=" + list, "-cp", runtime.jar().toString(), NodeRuntime.MAIN));
        all.addAll(List.of(words));
        CommandResult result = Command.of(all.toArray(String[]::new))
                .with("SSL_CERT_FILE", top.resolve("trusted").toString())
                .within(LONGEST)
                .run();
        if (!Files.isRegularFile(list) || result.exit() == CRASHED) {
            throw refused("it ended with a fault: " + result.err().strip());
        }
        classLists.add(list);
    }

    private void repository() throws IOException {
        Path module = module();
        Path control = Files.createDirectories(top.resolve("control"));
        Files.createDirectories(control.resolve("manifests"));
        Files.writeString(control.resolve("environment.conf"), "manifest = manifests\n");
        Files.writeString(
                control.resolve("Puppetfile"), "mod 'training-training', git: 'file://" + module + "', tag: 'one'\n");
        Files.writeString(
                control.resolve("manifests/site.pp"), "file { '" + top.resolve("made") + "': content => 'x' }\n");
        commit(control);
        String target = "dir:" + top.resolve("repository");
        String packages = top.resolve("packages").toString();
        stringless("keys", "init", "--role", "release");
        stringless("keys", "init", "--role", "channel", "--algorithm", "ed25519");
        stringless(
                "release",
                "build",
                control.toString(),
                "--environment",
                "production",
                "--id",
                "training",
                "--out",
                packages,
                "--cache",
                top.resolve("cache").toString());
        stringless("publish", packages, "--to", target);
        stringless("channel", "promote", "training", "--release", "training", "--to", target);
    }

    private Path module() throws IOException {
        Path module = Files.createDirectories(top.resolve("module"));
        Files.createDirectories(module.resolve("manifests"));
        Files.writeString(module.resolve("manifests/init.pp"), "class training { }\n");
        Files.writeString(
                module.resolve("metadata.json"),
                "{\"name\": \"training-training\", \"version\": \"1.0.0\", \"author\": \"training\","
                        + " \"license\": \"Apache-2.0\", \"dependencies\": []}\n");
        commit(module);
        git(module, "tag", "one");
        return module;
    }

    private static void commit(Path directory) throws IOException {
        git(directory, "init", "-q");
        git(directory, "add", "-A");
        git(
                directory,
                "-c",
                "user.name=Training",
                "-c",
                "user.email=training@example.org",
                "commit",
                "-q",
                "-m",
                "one");
    }

    private static void git(Path directory, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("git"));
        all.addAll(List.of(words));
        CommandResult result =
                Command.of(all.toArray(String[]::new)).in(directory).run();
        if (result.exit() != 0) {
            throw refused("git: " + result.err().strip());
        }
    }

    private void stringless(String... words) {
        List<String> all =
                new ArrayList<>(List.of("--keys", top.resolve("signing").toString()));
        all.addAll(List.of(words));
        StringWriter said = new StringWriter();
        PrintWriter both = new PrintWriter(said, true);
        if (Main.run(both, both, all.toArray(String[]::new)) != 0) {
            throw refused(said.toString().strip());
        }
    }

    private Path node(String address) throws IOException {
        Path root = top.resolve("node");
        Files.createDirectories(root.resolve("etc/stringless"));
        Files.writeString(
                root.resolve("etc/stringless/stringless.yaml"),
                "node: training.example\nchannel: training\nrepository: " + address + "\ncollector: " + address + "\n");
        for (String role : List.of("release", "channel")) {
            String key = top.resolve("signing").resolve(role + ".asc").toString();
            stringless("--root", root.toString(), "keys", "import", "--role", role, key);
        }
        return root;
    }

    private Path keyStore() throws IOException {
        Path store = top.resolve("keystore");
        jdk.run(
                "keytool",
                List.of(
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "training",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD));
        Path trusted = top.resolve("trusted");
        keytool("-exportcert", store, PASSWORD, "-rfc", "-file", trusted.toString());
        // Among all the authorities that a node trusts: it takes further classes to read those.
        Files.writeString(
                trusted, pem(runtime.directory().resolve("runtime/lib/security/cacerts")), StandardOpenOption.APPEND);
        return store;
    }

    /** The certificates of a Java runtime, as a system has them. */
    private static String pem(Path cacerts) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            KeyStore store = KeyStore.getInstance(cacerts.toFile(), (char[]) null);
            for (String alias : Collections.list(store.aliases())) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder()
                                .encodeToString(store.getCertificate(alias).getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(cacerts + " cannot be read", e);
        }
        return text.toString();
    }

    private void keytool(String what, Path store, String password, String... words) throws IOException {
        List<String> all = new ArrayList<>(
                List.of(what, "-alias", "training", "-keystore", store.toString(), "-storepass", password));
        all.addAll(List.of(words));
        jdk.run("keytool", all);
    }

    private HttpsServer serve(Path store) throws IOException {
        try (InputStream file = new FileInputStream(store.toFile())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(file, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            server.createContext("/", this::answer);
            server.start();
            return server;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up for the training", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Path file = top.resolve("repository" + exchange.getRequestURI().getPath())
                    .normalize();
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(201, -1);
            } else if (file.startsWith(top) && Files.isRegularFile(file)) {
                byte[] bytes = Files.readAllBytes(file);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static Failure refused(String why) {
        return new Failure(
                Reason.COULD_NOT_RUN, "The program cannot be trained: " + why + ".", "Mend that and build again.");
    }
}
