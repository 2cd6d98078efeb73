package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.TlsServer;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

/** A server of a private authority, asked by a process of its own. */
class TrustedServerTest {
    @TempDir
    private Path scratch;

    private Path certificate;
    private HttpsServer server;

    @BeforeEach
    void aServer() throws IOException {
        certificate = scratch.resolve("authority.pem");
        server = TlsServer.make(certificate);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isToldByNameWhenNobodyVouchesForIt() throws IOException {
        CommandResult ended = fleet().run();
        assertThat(ended.exit()).isEqualTo(FleetQuestion.UNKNOWN);
        assertThat(ended.err())
                .contains("did not answer: no authority that this machine trusts vouches for 127.0.0.1")
                .doesNotContain("PKIX");
    }

    @Test
    void isTrustedWhenItsAuthorityIsNamed() throws IOException {
        CommandResult ended =
                fleet().with("SSL_CERT_FILE", certificate.toString()).run();
        assertThat(ended.err()).contains("the collector knows nothing of /v1/nodes");
    }

    @Test
    void isTrustedWhenJavaIsToldOfItsAuthority() throws IOException {
        Path store = scratch.resolve("truststore");
        CommandResult imported = Command.of(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        "authority",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString(),
                        "-file",
                        certificate.toString())
                .run();
        assertThat(imported.exit()).as(imported.err()).isZero();
        CommandResult ended = fleet().with(
                        "JAVA_TOOL_OPTIONS",
                        "-Djavax.net.ssl.trustStorePassword=changeit -Djavax.net.ssl.trustStore=" + store)
                .run();
        assertThat(ended.err()).contains("the collector knows nothing of /v1/nodes");
    }

    private Command fleet() {
        return Command.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.stringless.cli.Main",
                "--root",
                scratch.toString(),
                "fleet",
                "nodes",
                "--collector",
                "https://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
