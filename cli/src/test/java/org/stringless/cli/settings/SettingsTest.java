package org.stringless.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.yaml.snakeyaml.Yaml;

class SettingsTest {
    private static final Path SHIPPED = Path.of("../packaging/node/etc/stringless/stringless.yaml");

    @TempDir
    private Path directory;

    private Path file;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    @BeforeEach
    void aDirectory() throws IOException {
        file = directory.resolve("stringless.yaml");
        Files.createDirectories(directory.resolve("conf.d"));
    }

    @Test
    void theShippedFileNamesEveryKeyAndNoOther() throws IOException {
        Map<String, Object> keys = new Yaml().load(uncommented());
        assertThat(keys.keySet())
                .containsExactlyElementsOf(
                        Setting.ALL.stream().map(Setting::key).toList());
        assertThat(keys.get("targets"))
                .isInstanceOfSatisfying(
                        Map.class,
                        targets -> assertThat(((Map<?, ?>) targets.get("live"))
                                        .keySet().stream().map(String::valueOf))
                                .containsExactlyElementsOf(Setting.OF_TARGET.stream()
                                        .map(Setting::key)
                                        .toList()));
    }

    @Test
    void theShippedFileShowsEachDefaultAndIsValidWhenItsCommentsAreTakenAway() throws IOException {
        Files.writeString(file, uncommented());
        Configuration shown = read();
        assertThat(shown.problems()).isEmpty();
        assertThat(shown.settings().target("live")).isPresent();
        for (Setting<?> setting : Setting.ALL) {
            if (!setting.fallback().isEmpty()) {
                assertThat(value(shown, setting.key())).isEqualTo(setting.fallback());
            }
        }
    }

    @Test
    void laterFragmentsOverrideEarlierOnesAndTheEnvironmentThemAndOptionsAll() throws IOException {
        Files.writeString(
                file, "period: 5m\nnode: Web1\nkeep_releases: 4\nrun_timeout: 90s\nallowed_links: [/a, /b]\n");
        fragment("10-site.yaml", "period: 15m\nkeep_releases: 5\nrun_timeout: 2h\nallowed_links: [/c]\n");
        fragment("9-late.yaml", "keep_releases: 6\n");
        fragment("Z-early.yaml", "keep_releases: 7\nslot_index: 3\n");
        fragment(".hidden.yaml", "nonsense\n");
        fragment("note.yml", "nonsense\n");
        environment.put("STRINGLESS_RUN_TIMEOUT", "PT1H30M");
        environment.put("STRINGLESS_SLOT_INDEX", "4");
        environment.put("STRINGLESS_CHANNEL", "");
        options.put("slot_index", "5");
        Configuration read = read();
        assertThat(read.problems()).isEmpty();
        assertThat(read.effective())
                .filteredOn(line -> line.origin().kind() != Origin.Kind.DEFAULT)
                .extracting(line -> line.key() + " " + line.values() + " " + line.origin())
                .containsExactly(
                        "node [web1] " + file + ":2",
                        "period [15m] " + directory.resolve("conf.d/10-site.yaml") + ":1",
                        "slot_index [5] option --set slot_index",
                        "run_timeout [90m] environment STRINGLESS_RUN_TIMEOUT",
                        "keep_releases [7] " + directory.resolve("conf.d/Z-early.yaml") + ":1",
                        "allowed_links [/c] " + directory.resolve("conf.d/10-site.yaml") + ":4");
        assertThat(read.files())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("stringless.yaml", "10-site.yaml", "9-late.yaml", "Z-early.yaml");
        assertThat(read.settings().runTimeout()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void fragmentsAddTargetsAndReplaceThoseOfTheSameName() throws IOException {
        Files.writeString(file, "targets:\n  a: {to: 'dir:/a', user: one}\n  b: {to: 'pulp:https://pulp.example#x'}\n");
        fragment("a.yaml", "targets:\n  a:\n    to: dir:/other\n  c.d: {to: 'dir:/c'}\n");
        Configuration read = read();
        assertThat(read.sound().target("a")).contains(Settings.Target.at("dir:/other"));
        assertThat(read.effective())
                .filteredOn(line -> line.key().startsWith("targets."))
                .extracting(line -> line.key() + " " + line.values())
                .containsExactly(
                        "targets.a.to [dir:/other]",
                        "targets.b.to [pulp:https://pulp.example#x]",
                        "targets.c.d.to [dir:/c]");
    }

    @Test
    void aKeyWithoutAValueHasItsDefaultAgain() throws IOException {
        Files.writeString(file, "collector: https://collector.example/\nperiod: 1h\nchannel: test\n");
        fragment("a.yaml", "collector:\nperiod: ~\n");
        options.put("channel", "");
        Settings settings = read().sound();
        assertThat(settings.collector()).isEmpty();
        assertThat(settings.period()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.channel()).isEmpty();
    }

    @Test
    void aNamedFileStandsAloneAndMustBeThere() throws IOException {
        fragment("a.yaml", "node: fragment\n");
        Path other = directory.resolve("other.yaml");
        assertThat(new Sources(other, true, environment, options).read().problems())
                .containsExactly(other + ": there is no such file.");
        Files.writeString(other, "channel: test\n");
        Settings settings =
                new Sources(other, true, environment, options).read().sound();
        assertThat(settings.node()).isEmpty();
        assertThat(read().sound().node()).isPresent();
    }

    @Test
    void tellsAllProblemsOfAllPlacesAtOnceWithTheirLines() throws IOException {
        Files.writeString(file, """
                nod: x
                period: 25m
                keep_releases: many
                period: 30m
                slot_host: rack7
                repositroy: https://a.example/
                """);
        fragment("a.yaml", "channel: 'No Channel'\n\tnode: x\n");
        fragment("b.yaml", """
                allowed_links:
                - /a
                - relative
                targets:
                  one: dir:/x
                  two:
                    too: dir:/x
                """);
        environment.put("STRINGLESS_RUN_TIMEOUT", "0s");
        options.put("colector", "x");
        Failure failure = read().failure().orElseThrow();
        assertThat(failure.reason()).isEqualTo(Reason.CONFIGURATION);
        Path a = directory.resolve("conf.d/a.yaml");
        Path b = directory.resolve("conf.d/b.yaml");
        assertThat(failure.sentence().lines().toList())
                .containsExactly(
                        "13 problems in the configuration:",
                        file + ":1: unknown key 'nod'; did you mean 'node'?",
                        file + ":2: period: '25m' is not a period (5m, 10m, 15m, 30m, 1h, 2h, 4h, 8h, 12h, 24h).",
                        file + ":3: keep_releases: 'many' is not a whole number from 3 to 9999.",
                        file + ":4: 'period' stands here twice, first in line 2.",
                        file + ":5: slot_host needs slot_index, the node's number on that host.",
                        file + ":6: unknown key 'repositroy'; did you mean 'repository'?",
                        a + ":2: this is not YAML: found character" + " '\\t(TAB)' that cannot start any token.",
                        b + ":3: allowed_links: 'relative' is not an absolute path.",
                        b + ":5: targets.one: here should stand keys, 'to' at the least.",
                        b
                                + ":6: targets.two.to is missing: where to publish, dir:PATH or pulp:https://HOST#REPOSITORY.",
                        b + ":7: unknown key 'targets.two.too'; did you mean 'targets.two.to'?",
                        "STRINGLESS_RUN_TIMEOUT: '0s' is not between 1s and 7d.",
                        "--set colector: unknown key 'colector'; did you mean 'collector'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "repository: foo                    | 'foo' is not an address that begins with one of file:, http:, https:",
                "repository: /srv/repository        | '/srv/repository' is not an address that begins",
                "repository: file://srv/repository  | is not file:/ with an absolute path",
                "repository: file:srv               | is not file:/ with an absolute path",
                "repository: https:///path          | names no host and port",
                "repository: 'https://a b/'         | is not an address",
                "repository: https://h:99999999/    | names no host and port",
                "collector: file:/srv               | begins with one of http:, https:",
                "collector: https://h/?a=secret     | 'https://h/?***' has a '?'",
                "collector: https://u:se/cret@h/    | 'https://***@h/' names no host",
                "forge: forge.example               | 'forge.example' is not an address",
                "period: soon                       | 'soon' is not a span of time (90s, 30m",
                "period: 99999999999999999999d      | is not a span of time",
                "run_timeout: -PT5M                 | '-PT5M' is not between 1s and 7d",
                "run_timeout: 8d                    | '8d' is not between 1s and 7d",
                "keep_releases: 2                   | '2' is not a whole number from 3",
                "keep_releases: +5                  | '+5' is not a whole number from 3",
                "slot_index: -1                     | '-1' is not a whole number from 0",
                "puppet: puppet                     | 'puppet' is not an absolute path",
                "node: [web1]                       | here should stand one value",
                "node: ''                           | '' is not a node's name",
                "allowed_links: /a                  | here should stand a list",
                "allowed_links: [[/a]]              | here should stand one value",
                "targets: [a]                       | here should stand names",
                "targets: {a b: {to: 'dir:/x'}}     | a target's name has letters",
                "targets: {a: {to: /srv}}           | '/srv' is neither dir:PATH nor pulp:",
                "targets: {a: {to: 'pulp:https://h'}} | is neither dir:PATH nor pulp:",
                "targets: {a: {to: 'dir:/x', user: ''}} | '' is not one line of text",
                "targets: {a: {to: 'pulp:https://u:secret@h#x'}} | 'pulp:https://***@h#x' is neither",
                "[a]: b                             | a key is one word",
                "just words                         | here should stand a key",
                "a: &x {b: *x                       | this is not YAML",
                "--- {}\\n--- {}                    | this is not YAML",
            })
    void refusesAWrongValueWithWhatWouldBeRight(String yaml, String sentence) throws IOException {
        Files.writeString(file, yaml.strip().replace("\\n", "\n") + "\n");
        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith(file + ":")
                .contains(sentence.strip());
        assertThat(read().problems()).asString().doesNotContain("secret").doesNotContain("se/cret");
    }

    @Test
    void takesAddressesAsPeopleWriteThem() throws IOException {
        for (String address : List.of(
                "file:/srv/r",
                "file:///srv/r/",
                "https://packages.example.org",
                "HTTPS://packages.example.org:8443/x/",
                "http://[::1]:80/",
                "http://my_host:24880/a",
                "https://user:pass@host/")) {
            Files.writeString(file, "repository: " + address + "\n");
            assertThat(read().sound().repository()).contains(URI.create(address));
        }
        assertThat(value(read(), "repository")).isEqualTo("https://***@host/");
    }

    @Test
    void valuesAreTakenAsTheyAreWritten() throws IOException {
        Files.writeString(file, "node: 0x10\nslot_index: 010\nslot_host: on\n");
        Settings settings = read().sound();
        assertThat(settings.node().orElseThrow().text()).isEqualTo("0x10");
        assertThat(settings.slotIndex()).contains(10L);
        assertThat(settings.slotHost()).contains("on");
    }

    @Test
    void anUnknownVariableIsRefusedOnlyWhenItLooksLikeAKnownOne() {
        environment.put("STRINGLESS_REPO", "https://a.example/");
        environment.put("STRINGLESS_PULP_PASSWROD", "hidden");
        environment.put("STRINGLESS_PULP_PASSWORD", "hidden");
        environment.put("STRINGLESS_COLLECTOR_PORT_8440_TCP", "tcp://10.0.0.1:8440");
        environment.put("STRINGLESS_TARGETS", "x");
        environment.put("HOME", "/");
        Configuration read = read();
        assertThat(read.problems())
                .containsExactly(
                        "STRINGLESS_PULP_PASSWROD: unknown variable; did you mean 'STRINGLESS_PULP_PASSWORD'?",
                        "STRINGLESS_REPO: unknown variable; did you mean 'STRINGLESS_REPOSITORY'?",
                        "STRINGLESS_TARGETS: targets can only be set in a file.");
        assertThat(read.ignored()).containsExactly("STRINGLESS_COLLECTOR_PORT_8440_TCP");
        assertThat(value(read, "STRINGLESS_PULP_PASSWORD")).isEqualTo("***");
        assertThat(read.toString()).doesNotContain("hidden");
    }

    @Test
    void whatIsRightInAWrongConfigurationCanStillBeUsed() throws IOException {
        Files.writeString(file, "node: web1.example\ncollector: http://collector.example/\nperiod: soon\n");
        Settings settings = read().settings();
        assertThat(settings.collector()).isPresent();
        assertThat(settings.period()).isEqualTo(Duration.ofMinutes(30));
        Files.writeString(file, "collector: http://collector.example/\nnode: 'web1.example'\nperiod: {\n");
        assertThat(read().settings().node().orElseThrow().text()).isEqualTo("web1.example");
        Files.write(file, "channel: test\n# gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read().problems()).containsExactly(file + ":2: this is not UTF-8 text.");
        assertThat(read().settings().channel()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "chanel, channel",
        "channle, channel",
        "slotindex, slot_index",
        "keep-releases, keep_releases",
        "repo, repository",
        "allowed, allowed_links",
        "NODE, ''",
        "x, ''",
        "hiera_config, ''"
    })
    void namesTheLikelyKey(String wrong, String likely) {
        assertThat(Likely.of(wrong, Setting.ALL.stream().map(Setting::key).toList())
                        .orElse(""))
                .isEqualTo(likely);
    }

    private Configuration read() {
        return new Sources(file, false, environment, options).read();
    }

    private void fragment(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve("conf.d").resolve(name), yaml);
    }

    private static String value(Configuration read, String key) {
        return read.effective().stream()
                .filter(line -> line.key().equals(key))
                .map(line -> String.join(",", line.values()))
                .findFirst()
                .orElseThrow();
    }

    /** The file as it would be if every default were written out. */
    private static String uncommented() throws IOException {
        return Files.readString(SHIPPED).replaceAll("(?m)^#(?=[a-z_]+:)", "").replaceAll("(?m)^#(?=  )", "");
    }
}
