package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.yaml.snakeyaml.Yaml;

class SettingsTest {
    private static final Path SHIPPED = Path.of("../packaging/node/etc/stringless/stringless.yaml");

    @TempDir
    Path directory;

    @Test
    void theShippedFileNamesEveryKeyAndNoOther() throws IOException {
        Map<String, Object> keys = new Yaml().load(uncommented());
        assertThat(new TreeSet<>(keys.keySet())).isEqualTo(new TreeSet<>(Settings.KEYS));
    }

    @Test
    void theShippedFileIsValidWhenItsCommentsAreTakenAway() throws IOException {
        Path file = Files.writeString(directory.resolve("stringless.yaml"), uncommented());
        assertThat(Settings.load(file, true).targets()).containsKey("live");
    }

    @Test
    void theDefaultsAreTheOnesTheShippedFileShows() throws IOException {
        Path file = Files.writeString(directory.resolve("stringless.yaml"), uncommented());
        Settings shown = Settings.load(file, true);
        Settings defaults = Settings.load(SHIPPED, true);
        assertThat(defaults.period()).isEqualTo(shown.period());
        assertThat(defaults.runTimeout()).isEqualTo(shown.runTimeout());
        assertThat(defaults.keepReleases()).isEqualTo(shown.keepReleases());
        assertThat(defaults.forge()).isEqualTo(shown.forge());
        assertThat(defaults.allowedLinks()).isEqualTo(shown.allowedLinks());
    }

    @Test
    void tellsAllProblemsAtOnce() throws IOException {
        Path file = Files.writeString(
                directory.resolve("stringless.yaml"),
                "nod: x\nperiod: soon\nkeep_releases: many\nchannel: 'No Channel'\n");
        Failure failure = catchThrowableOfType(Failure.class, () -> Settings.load(file, true));
        assertThat(failure.reason()).isEqualTo(Reason.CONFIGURATION);
        assertThat(failure.sentence()).contains("unknown key 'nod'", "period", "keep_releases", "channel");
    }

    @Test
    void aMissingFileIsFineUnlessItWasNamed() {
        Path missing = directory.resolve("stringless.yaml");
        assertThat(Settings.load(missing, false).node()).isEmpty();
        assertThat(catchThrowableOfType(Failure.class, () -> Settings.load(missing, true))
                        .reason())
                .isEqualTo(Reason.CONFIGURATION);
    }

    /** The file as it would be if every default were written out. */
    private static String uncommented() throws IOException {
        return Files.readString(SHIPPED).replaceAll("(?m)^#(?=[a-z_]+:)", "").replaceAll("(?m)^#(?=  )", "");
    }
}
