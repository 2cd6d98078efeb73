package org.stringless.packager.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.fixtures.TlsServer;
import org.stringless.io.file.Sha256;
import org.stringless.io.http.TrustedCertificates;
import org.stringless.io.http.Web;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.ModuleName;

final class ForgeTest {
    private static final ModuleName MODULE = ModuleName.parse("acme-one");

    @TempDir
    private Path top;

    private final Map<String, byte[]> answers = new LinkedHashMap<>();
    private HttpServer server;
    private Forge forge;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        forge = new Forge(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mirror"), new Web());
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] answer = answers.get(exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(answer == null ? 404 : 200, answer == null ? -1 : answer.length);
        if (answer != null) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void offer(byte[] tarball, String digest) {
        answers.put("/mirror/v3/files/acme-one-1.0.0.tar.gz", tarball);
        answers.put(
                "/mirror/v3/releases/acme-one-1.0.0",
                ("{\"file_uri\":\"v3/files/acme-one-1.0.0.tar.gz\"," + digest + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] tarball) {
        return "\"file_md5\":\"no\",\"file_sha256\":\"" + Sha256.of(tarball) + "\"";
    }

    private byte[] tarball(Object... namesAndTypes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (int i = 0; i < namesAndTypes.length; i += 2) {
                TarArchiveEntry entry =
                        new TarArchiveEntry((String) namesAndTypes[i], (Byte) namesAndTypes[i + 1], true);
                entry.setModTime(1_600_000_000_000L + i * 1000L);
                byte[] content = entry.isFile() ? "hello".getBytes(StandardCharsets.US_ASCII) : new byte[0];
                entry.setSize(content.length);
                entry.setMode(entry.getName().endsWith(".sh") ? 0755 : 0640);
                if (!entry.isFile() && !entry.isDirectory()) {
                    entry.setLinkName("/etc/passwd");
                }
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Path unpacked(byte[] tarball) throws IOException {
        Path file = Files.write(top.resolve("some.tar.gz"), tarball);
        Path directory = Files.createDirectory(top.resolve("unpacked"));
        new ForgeTarball(file).unpack(directory);
        return directory;
    }

    @Test
    void bringsATarballThatHasTheForgesDigest() throws Exception {
        byte[] tarball = tarball("acme-one-1.0.0/metadata.json", TarConstants.LF_NORMAL);

        offer(tarball, sha256(tarball));
        forge.download(MODULE, "1.0.0", top.resolve("by-sha256"));
        assertThat(top.resolve("by-sha256")).hasBinaryContent(tarball);

        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(tarball));
        offer(tarball, "\"file_md5\":\"" + md5 + "\"");
        forge.download(MODULE, "1.0.0", top.resolve("by-md5"));
        assertThat(top.resolve("by-md5")).hasBinaryContent(tarball);
    }

    @Test
    void refusesATarballWithAnotherDigest() throws IOException {
        offer(tarball("acme-one-1.0.0/metadata.json", TarConstants.LF_NORMAL), sha256(new byte[0]));

        assertThatThrownBy(() -> forge.download(MODULE, "1.0.0", top.resolve("bad")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.SOURCE_UNAVAILABLE))
                .hasMessageContaining("has not the digest that the Forge gives");
        assertThat(top.resolve("bad")).doesNotExist();
    }

    @Test
    void overTlsTheForgeMustBeTrustedAndItsDigestCountsAllTheSame() throws IOException {
        Path certificate = top.resolve("authority.pem");
        HttpsServer tls = TlsServer.make(certificate);
        tls.createContext("/", this::answer);
        tls.start();
        try {
            URI address = URI.create("https://127.0.0.1:" + tls.getAddress().getPort() + "/mirror");
            byte[] tarball = tarball("acme-one-1.0.0/metadata.json", TarConstants.LF_NORMAL);
            offer(tarball, sha256(tarball));
            assertThatThrownBy(() -> new Forge(address, new Web()).download(MODULE, "1.0.0", top.resolve("no")))
                    .isInstanceOfSatisfying(Failure.class, failure -> {
                        assertThat(failure.reason()).isEqualTo(Reason.SOURCE_UNAVAILABLE);
                        assertThat(failure.sentence()).startsWith("The Forge at " + address + "/ does not tell of");
                    });
            TrustedCertificates trusted = TrustedCertificates.read(certificate);
            Forge known = new Forge(address, new Web(() -> Web.client(Duration.ofSeconds(20), trusted)));
            known.download(MODULE, "1.0.0", top.resolve("yes"));
            assertThat(top.resolve("yes")).hasBinaryContent(tarball);
            offer(tarball, sha256(new byte[0]));
            assertThatThrownBy(() -> known.download(MODULE, "1.0.0", top.resolve("bad")))
                    .hasMessageContaining("has not the digest that the Forge gives");
        } finally {
            tls.stop(0);
        }
    }

    @Test
    void saysWhatTheForgeDoesNotHave() {
        assertThatThrownBy(() -> forge.download(MODULE, "9.0.0", top.resolve("x")))
                .hasMessage("The Forge at " + forge.base() + " has no acme-one 9.0.0.");
        answers.put("/mirror/v3/modules/acme-one", "<html>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> forge.newest(MODULE)).hasMessageContaining("is not a Forge's");
    }

    @Test
    void namesTheNewestVersion() throws IOException {
        answers.put(
                "/mirror/v3/modules/acme-one",
                "{\"current_release\":{\"version\":\"2.1.0\"}}".getBytes(StandardCharsets.UTF_8));

        assertThat(forge.newest(MODULE)).isEqualTo("2.1.0");
    }

    @Test
    void unpacksFilesAndLeavesLinksOut() throws IOException {
        Path file = Files.write(
                top.resolve("some.tar.gz"),
                tarball(
                        "acme-one-1.0.0/", TarConstants.LF_DIR,
                        "acme-one-1.0.0/files/run.sh", TarConstants.LF_NORMAL,
                        "acme-one-1.0.0/link", TarConstants.LF_SYMLINK,
                        "acme-one-1.0.0/hard", TarConstants.LF_LINK,
                        "acme-one-1.0.0/pipe", TarConstants.LF_FIFO,
                        "./acme-one-1.0.0/metadata.json", TarConstants.LF_NORMAL));
        Path directory = Files.createDirectory(top.resolve("unpacked"));

        Instant newest = new ForgeTarball(file).unpack(directory);

        assertThat(newest).isEqualTo(Instant.ofEpochSecond(1_600_000_010L));
        assertThat(directory).isDirectoryNotContaining("glob:**/{link,hard,pipe}");
        assertThat(directory.resolve("files/run.sh")).isExecutable().hasContent("hello");
        assertThat(Files.isExecutable(directory.resolve("metadata.json"))).isFalse();
    }

    @Test
    void refusesNamesThatLeave() throws IOException {
        byte[] climbing = tarball("acme-one-1.0.0/../../evil", TarConstants.LF_NORMAL);
        assertThatThrownBy(() -> unpacked(climbing)).hasMessageContaining("holds the name");
        assertThat(top.resolve("evil")).doesNotExist();
    }

    @Test
    void refusesTwoTopsAndTwins() throws IOException {
        byte[] tops = tarball("a/x", TarConstants.LF_NORMAL, "b/x", TarConstants.LF_NORMAL);
        assertThatThrownBy(() -> unpacked(tops)).hasMessageContaining("has two directories at its top, a and b");
        Files.delete(top.resolve("unpacked/x"));
        Files.delete(top.resolve("unpacked"));
        byte[] twins = tarball("a/x", TarConstants.LF_NORMAL, "a/x", TarConstants.LF_NORMAL);
        assertThatThrownBy(() -> unpacked(twins)).hasMessageContaining("holds x twice");
    }
}
