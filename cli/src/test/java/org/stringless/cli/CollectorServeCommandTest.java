package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.http.Web;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Reason;

class CollectorServeCommandTest {
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path root;

    @Test
    void printsItsAddressServesAndStopsCleanlyOnSigterm() throws IOException, InterruptedException {
        Process process = Command.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "collector",
                        "serve",
                        "--root",
                        root.toString(),
                        "--listen",
                        "127.0.0.1:0")
                .start();
        URI address = URI.create(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());

        assertThat(new Web().fetch(address.resolve("/healthz"), 100)).asString().isEqualTo("ok\n");
        process.toHandle().destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(process.getErrorStream().readAllBytes()).asString().isEmpty();
        Path store = root.resolve("var/lib/stringless-collector/collector.sqlite");
        assertThat(store).exists();
        assertThat(store.resolveSibling("collector.sqlite-wal")).doesNotExist();
    }

    @Test
    void refusesAnAddressThatIsTakenWithItsOwnExitStatus() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringWriter err = new StringWriter();

            int status = run(err, "--listen", "127.0.0.1:" + taken.getLocalPort());

            assertThat(status).isEqualTo(Reason.COLLECTOR_CANNOT_START.exitStatus());
            assertThat(err.toString()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void refusesAStoreThatCannotBeMade() {
        assertThat(run(new StringWriter(), "--listen", "127.0.0.1:0", "--store", "/proc/nowhere/store"))
                .isEqualTo(Reason.COLLECTOR_CANNOT_START.exitStatus());
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThat(run(new StringWriter(), "--listen", "127.0.0.1")).isEqualTo(64);
        assertThat(run(new StringWriter(), "--listen", "127.0.0.1:70000")).isEqualTo(64);
    }

    private int run(StringWriter err, String... options) {
        String[] words = new String[options.length + 4];
        words[0] = "collector";
        words[1] = "serve";
        words[2] = "--root";
        words[3] = root.toString();
        System.arraycopy(options, 0, words, 4, options.length);
        return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words);
    }
}
