package org.stringless.applier.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.stringless.applier.engine.EngineResult;
import org.stringless.applier.engine.EngineResult.End;
import org.stringless.applier.engine.PuppetProgram;
import org.stringless.applier.run.Listing;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.progress.Progress;

/** Previews with the real Puppet of this machine, two at once. */
@Execution(ExecutionMode.CONCURRENT)
class PreviewTest {
    @TempDir
    private Path top;

    private Path control;

    @BeforeEach
    void aWorkingTree() throws IOException {
        control = top.resolve("control-repo");
        write("environment.conf", "modulepath = site-modules:modules\n");
        write("manifests/site.pp", "include site\ninclude beside\n");
        write("site-modules/site/manifests/init.pp", "class site { file { '" + top + "/motd': content => 'two' } }\n");
        Files.createDirectories(top.resolve("other/beside/manifests"));
        Files.writeString(top.resolve("other/beside/manifests/init.pp"), "class beside { notify { 'beside': } }\n");
        Files.writeString(top.resolve("motd"), "one");
    }

    @Test
    void tellsWhatWouldChangeAndTouchesNothing() throws IOException {
        Path[] live = {
            top,
            Path.of("/etc/puppet"),
            Path.of("/var/cache/puppet"),
            Path.of("/var/lib/puppet"),
            Path.of("/run/puppet")
        };
        List<String> before = Listing.of(live);
        List<String> said = new ArrayList<>();
        EngineResult result = new Preview(
                        order(List.of(top.resolve("other"))), Progress.SILENT, line -> said.add(line.message()))
                .run()
                .result();
        assertThat(result.end()).as(result.cause()).isEqualTo(End.APPLIED);
        assertThat(result.counts().pending()).isEqualTo(2);
        assertThat(result.report().orElseThrow().events())
                .extracting(event -> event.resource() + " " + event.status() + " " + event.file())
                .contains("File[" + top + "/motd] pending site-modules/site/manifests/init.pp");
        assertThat(said).anySatisfy(message -> assertThat(message).contains("Compiled catalog for node.example"));
        assertThat(Listing.of(live)).isEqualTo(before);
    }

    @Test
    void namesThePlaceThatDoesNotCompile() throws IOException {
        EngineResult result =
                new Preview(order(List.of()), Progress.SILENT, line -> {}).run().result();
        assertThat(result.end()).isEqualTo(End.NOT_COMPILED);
        assertThat(result.cause()).contains("beside", "(manifests/site.pp:2)");
    }

    @Test
    void refusesADirectoryThatIsNoControlRepository() {
        control = top;
        assertThatThrownBy(() -> new Preview(order(List.of()), Progress.SILENT, line -> {}).run())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.CONTROL_REFUSED));
    }

    private PreviewOrder order(List<Path> modules) {
        return new PreviewOrder(
                PuppetProgram.find(Optional.empty()),
                control,
                modules,
                Optional.empty(),
                new NodeName("node.example"),
                false,
                Duration.ofMinutes(2));
    }

    private void write(String name, String text) throws IOException {
        Path file = control.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
