package org.stringless.packager.pulp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.PulpServer;
import org.stringless.fixtures.RpmBuild;
import org.stringless.io.file.Sha256;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;
import org.stringless.model.release.PackagePin;

/** Against a real Pulp. */
class PulpClientTest {
    private final PulpServer server = PulpServer.shared();
    private final String name = server.uniqueName("client");

    @TempDir
    Path directory;

    private PulpClient pulp;

    @BeforeEach
    void login() {
        pulp = open(server.password());
    }

    private PulpClient open(String password) {
        return PulpClient.open(
                PulpAddress.parse(server.api().toString()),
                new PulpCredentials(server.user(), password),
                Web.client(Duration.ofSeconds(30)),
                Duration.ofSeconds(60));
    }

    @Test
    void goesFromAFileToAServedRepository() throws IOException {
        Path file =
                RpmBuild.of(RpmBuild.small(name, "1.0.0", "hello"), directory).get(0);
        PackagePin pin = pin(file, "1.0.0");

        String href = pulp.packages().upload(file, pin);
        assertThat(pulp.packages().upload(file, pin)).isEqualTo(href);
        assertThat(pulp.packages().known(Set.of(pin.sha256(), "0".repeat(64))))
                .containsOnlyKeys(pin.sha256())
                .containsValue(href);

        RpmRepository repository = pulp.repositories().create(name, Optional.of(server.signingService()));
        assertThat(pulp.repositories().create(name, Optional.empty()).href()).isEqualTo(repository.href());
        String version = pulp.repositories().add(repository, List.of(href));
        assertThat(RpmRepository.number(version)).isEqualTo(1);
        assertThat(pulp.repositories().add(repository, List.of(href))).isEqualTo(version);
        assertThat(pulp.packages().of(version)).containsExactly(new PulpPackage(href, pin));
        assertThat(pulp.packages().named(version, List.of(name, "other"))).hasSize(1);
        assertThat(pulp.packages().beginning(version, name.substring(0, 9), "1.0.0"))
                .hasSize(1);

        String publication = pulp.publications().of(version);
        assertThat(pulp.publications().of(version)).isEqualTo(publication);
        assertThat(pulp.publications().version(publication)).isEqualTo(version);
        RpmDistribution served = pulp.distributions().serve(name, name + "/all", publication);
        assertThat(pulp.distributions().serve(name, name + "/all", publication)).isEqualTo(served);
        assertThat(served.address()).isEqualTo(server.content().resolve(name + "/all/"));
        URI signature = served.address().resolve("repodata/repomd.xml.asc");
        assertThat(new String(new Web().fetch(signature, 10_000), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("-----BEGIN PGP SIGNATURE");
    }

    @Test
    void saysThatThePasswordIsWrong() {
        assertThatThrownBy(() -> open("other").repositories().find(name))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.TARGET_REFUSED);
                    assertThat(failure.sentence()).contains("does not know user admin");
                });
    }

    @Test
    void saysThatNobodyAnswers() {
        assertThatThrownBy(() -> PulpClient.open(
                                PulpAddress.parse("http://127.0.0.1:9"),
                                new PulpCredentials("admin", "password"),
                                Web.client(Duration.ofSeconds(5)),
                                Duration.ofSeconds(5))
                        .repositories()
                        .find(name))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.TARGET_UNREACHABLE));
    }

    @Test
    void refusesAnUploadThatArrivedWithOtherBytes() throws IOException {
        Path file =
                RpmBuild.of(RpmBuild.small(name, "1.0.0", "hello"), directory).get(0);
        PackagePin promised = new PackagePin(new PackageName(name, 0, "1.0.0", "1"), "0".repeat(64), Files.size(file));
        assertThatThrownBy(() -> pulp.packages().upload(file, promised))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.TARGET_REFUSED);
                    assertThat(failure.sentence()).contains("took other bytes").contains("0".repeat(64));
                });
    }

    @Test
    void saysWhatPulpSaysOfAFileThatIsNoPackage() throws IOException {
        Path file = Files.writeString(directory.resolve("x.rpm"), "not a package");
        PackagePin pin = new PackagePin(new PackageName(name, 0, "1", "1"), Sha256.of(file), Files.size(file));
        assertThatThrownBy(() -> pulp.packages().upload(file, pin))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.sentence())
                                .contains("answered 500")
                                .contains(pin.name().fileName()));
    }

    private PackagePin pin(Path file, String version) throws IOException {
        return new PackagePin(new PackageName(name, 0, version, "1"), Sha256.of(file), Files.size(file));
    }
}
