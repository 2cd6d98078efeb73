package org.stringless.io.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.process.Command;

class TrustedCertificatesTest {
    @TempDir
    private Path root;

    private Path certificate;

    @BeforeEach
    void aCertificate() throws IOException {
        String keytool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
        String[] store = {
            "-alias",
            "a",
            "-storepass",
            "changeit",
            "-keystore",
            root.resolve("store").toString()
        };
        run(keytool, "-genkeypair", store, "-keyalg", "EC", "-dname", "CN=sample authority");
        certificate = root.resolve("sample.pem");
        run(keytool, "-exportcert", store, "-rfc", "-file", certificate.toString());
    }

    @Test
    void theSystemsCountWhereverItsToolsPutThem() throws IOException {
        for (String place : new String[] {"etc/ssl/certs/ca-certificates.crt", "etc/pki/tls/certs/ca-bundle.crt"}) {
            Path system = Files.createTempDirectory(root, "system");
            Files.createDirectories(system.resolve(place).getParent());
            Files.copy(certificate, system.resolve(place));
            assertThat(trusted(system, Map.of())).containsExactly("CN=sample authority");
        }
    }

    @Test
    void aFileNamedInTheEnvironmentComesBeforeTheSystems() {
        assertThat(trusted(Path.of("/"), Map.of("SSL_CERT_FILE", certificate.toString())))
                .containsExactly("CN=sample authority");
    }

    @Test
    void javasOwnCountWhereTheSystemHasNoneOrSpoiltOnes() throws IOException {
        assertThat(trusted(root, Map.of())).hasSizeGreaterThan(20);
        Path spoilt = root.resolve("etc/ssl/certs/ca-certificates.crt");
        Files.createDirectories(spoilt.getParent());
        Files.writeString(spoilt, "-----BEGIN CERTIFICATE-----\nspoilt\n");
        assertThat(trusted(root, Map.of())).hasSizeGreaterThan(20);
    }

    @Test
    void aFileNamedOnPurposeMustHoldSome() throws IOException {
        Path empty = Files.createFile(root.resolve("empty.pem"));
        assertThatThrownBy(() -> TrustedCertificates.read(empty)).hasMessage(empty + " holds no certificate");
    }

    private static Stream<String> trusted(Path system, Map<String, String> environment) {
        return Stream.of(TrustedCertificates.ofSystem(system, environment)
                        .manager()
                        .getAcceptedIssuers())
                .map(X509Certificate::getSubjectX500Principal)
                .map(Object::toString);
    }

    private static void run(String program, String verb, String[] store, String... more) throws IOException {
        String[] words = Stream.of(Stream.of(program, verb), Stream.of(store), Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new);
        assertThat(Command.of(words).run().exit()).isZero();
    }
}
