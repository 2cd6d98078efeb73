package org.stringless.packager.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stringless.fixtures.Dnf;
import org.stringless.io.process.CommandResult;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.releasewire.keys.KeyRole;

class DirectoryTargetTest extends TargetContract {
    @Override
    Target target() {
        return new DirectoryTarget(
                directory.resolve("repository"),
                () -> workshop.key(KeyRole.RELEASE),
                () -> workshop.key(KeyRole.CHANNEL),
                Clock.systemUTC());
    }

    @Override
    String uniqueName() {
        return "apache";
    }

    @Override
    Path indexKey() {
        return directory.resolve("repository/repodata/repomd.xml.key");
    }

    @Override
    String state() throws IOException {
        return Files.readSymbolicLink(directory.resolve("repository/repodata")).toString();
    }

    @Test
    void dnfInstallsOverHttp() throws IOException {
        SignedRpm module = workshop.module(name, "1.0.0", "one");
        publish();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Path root = directory.resolve("repository");
        server.createContext("/", exchange -> {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(bytes.length > 0 ? 200 : 404, bytes.length > 0 ? bytes.length : -1);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            CommandResult installed = new Dnf(directory.resolve("h"))
                    .install(
                            address,
                            List.of(workshop.keys().open(KeyRole.RELEASE)),
                            module.pin().name().name());
            assertThat(installed.exit()).as(installed.out() + installed.err()).isZero();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void keepsTheIndexFilesOfOneGenerationForThoseWhoAreReading() throws IOException {
        workshop.module(name, "1.0.0", "one");
        publish();
        List<String> first = dataFiles();
        workshop.module(name, "1.1.0", "two");
        publish();
        assertThat(dataFiles()).containsAll(first).hasSize(6);
        workshop.module(name, "1.2.0", "three");
        publish();
        assertThat(dataFiles()).doesNotContainAnyElementsOf(first).hasSize(6);
    }

    @Test
    void twoPublishingAtOnceBothArrive() throws Exception {
        SignedRpm one = workshop.module(name, "1.0.0", "one");
        SignedRpm two = workshop.module(name, "1.1.0", "two");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> both = Stream.of(one, two)
                    .map(rpm -> pool.submit(() -> {
                        target.add(List.of(rpm), org.stringless.model.progress.Progress.SILENT);
                        return (Void) null;
                    }))
                    .toList();
            for (Future<Void> each : both) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(target.named(List.of(one.pin().name().name()))).containsExactlyInAnyOrder(one.pin(), two.pin());
    }

    private List<String> dataFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("repository/repodata"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".xml.gz"))
                    .toList();
        }
    }
}
