package org.stringless.packager.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeEntry;
import org.stringless.packager.ModuleOnDisk;
import org.stringless.packager.version.ModuleVersion;
import org.stringless.packager.version.VersionRange;

class ModuleTreeReaderTest {
    @TempDir
    private Path scratch;

    private ModuleOnDisk module;

    @BeforeEach
    void makeAModule() throws Exception {
        module = ModuleOnDisk.named(scratch, "acme/web", "1.2.3");
    }

    @Test
    void readsMetadataAsAuthorsWriteIt() throws Exception {
        module.metadata("""
                {"name": "acme/web", "version": "1.2.3-rc1+7", "summary": "One\\nline.", "source": "https://example.org/web",
                 "author": ["a", "list"], "license": null, "operatingsystem_support": [],
                 "dependencies": [
                   {"name": "puppetlabs/stdlib", "version_requirement": ">= 4.13.1 < 10.0.0"},
                   {"name": "puppetlabs-concat"},
                   {"name": "puppet-systemd", "version_requirement": null},
                   {"name": "acme-old", "version_requirement": "1.x"}]}
                """);
        ModuleMetadata metadata = read().metadata();
        assertThat(metadata.name()).hasToString("acme-web");
        assertThat(metadata.version()).isEqualTo(ModuleVersion.parse("1.2.3-rc1+7"));
        assertThat(metadata.summary()).isEqualTo("One line.");
        assertThat(metadata.url()).isEqualTo("https://example.org/web");
        assertThat(metadata.author()).isEqualTo("acme");
        assertThat(metadata.license()).isEqualTo("unspecified");
        assertThat(metadata.dependencies())
                .extracting(dependency -> dependency.module().toString())
                .containsExactly("puppetlabs-stdlib", "puppetlabs-concat", "puppet-systemd", "acme-old");
        assertThat(metadata.dependencies())
                .extracting(ModuleMetadata.Dependency::range)
                .element(1)
                .isEqualTo(VersionRange.ALL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"version\": \"1.0.0\"}|name is missing",
                "{\"name\": \"web\", \"version\": \"1.0.0\"}|'web' is not a module's name",
                "{\"name\": \"a-b\"}|version is missing",
                "{\"name\": \"a-b\", \"version\": 1.0}|version is not a text",
                "{\"name\": \"a-b\", \"version\": \"1.0\"}|'1.0' is not a version",
                "{\"name\": \"a-b\", \"version\": \"1.0.0\", \"dependencies\": [\"c\"]}|dependencies[0] is not an object",
                "{\"name\": \"a-b\", \"version\": \"1.0.0\", \"dependencies\": [{}]}|dependencies[0].name is missing",
                "{\"name\": \"a-b\", \"version\": \"1.0.0\", \"dependencies\": [{\"name\": \"c-d\", \"version_requirement\": \"latest\"}]}|'latest' is not a version range",
                "[]|not a JSON object",
                "{|not a JSON object"
            })
    void refusesBadMetadataInOneSentence(String json, String problem) throws Exception {
        module.metadata(json);
        assertRefused(problem);
    }

    @Test
    void refusesADirectoryWithoutMetadata() throws Exception {
        Files.delete(module.directory().resolve("metadata.json"));
        assertRefused("has no metadata.json");
    }

    @Test
    void leavesOutTestsAndToolsAndWhatThePdkignoreNames() throws Exception {
        module.file("spec/classes/web_spec.rb", "")
                .link("spec/fixtures/modules/web", "../../../..")
                .file(".git/config", "")
                .file("pkg/acme-web-1.2.3.tar.gz", "")
                .file("vendor/bundle/x", "")
                .file("Gemfile.lock", "")
                .file("manifests/.DS_Store", "")
                .file("manifests/.init.pp.swp", "")
                .file("manifests/init.pp~", "")
                .file("lib/vendor/kept.rb", "")
                .file("files/spec/kept", "")
                .file("files/drop.bak", "")
                .file("notes/drop", "")
                .file("notes/keep", "")
                .file(
                        ".pdkignore",
                        "# comment\n*.bak\n/notes/*\n!/notes/keep\n/.pdkignore\nmetadata.json\nlib\n/manifests/\n");
        assertThat(paths())
                .containsExactly(
                        "files",
                        "files/spec",
                        "files/spec/kept",
                        "lib",
                        "lib/vendor",
                        "lib/vendor/kept.rb",
                        "manifests",
                        "manifests/init.pp",
                        "metadata.json",
                        "notes",
                        "notes/keep");
    }

    @Test
    void keepsTheExecutableBitAndNothingElseOfAMode() throws Exception {
        module.file("tasks/a.sh", "").mode("tasks/a.sh", "rwx--x--x");
        module.file("files/b", "").mode("files/b", "rw-rw----");
        assertThat(read().entries())
                .contains(
                        new TreeEntry.RegularFile("tasks/a.sh", true, 0, EMPTY),
                        new TreeEntry.RegularFile("files/b", false, 0, EMPTY));
    }

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @CsvSource({"files/a, b", "files/deep/a, ../../manifests/init.pp", "files/a, ./x", "a, manifests"})
    void keepsALinkThatStaysInside(String path, String target) throws Exception {
        module.link(path, target);
        assertThat(read().entries()).contains(new TreeEntry.Link(path, target));
    }

    @ParameterizedTest
    @CsvSource({"files/a, /etc/passwd", "files/a, ../../other", "a, ..", "files/a, b/../../../c", "files/a, ../x/../y"})
    void refusesALinkThatLeavesOrMight(String path, String target) throws Exception {
        module.link(path, target);
        assertThatThrownBy(this::read).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.LINK_REFUSED);
            assertThat(failure.sentence()).contains("'" + path + "'").endsWith("leaves the tree.");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"files/naïve", "files/tab\there", "files/line\nbreak", "files/back\\slash"})
    void refusesNamesOutsidePlainAscii(String path) throws Exception {
        module.file(path, "");
        assertRefused("characters other than plain ASCII");
    }

    @Test
    void refusesSetUserIdBitsAndPipes() throws Exception {
        module.file("files/su", "");
        Command.of("chmod", "4755", module.directory().resolve("files/su").toString())
                .run();
        assertRefused("'files/su' has a set-user-id");
        Files.delete(module.directory().resolve("files/su"));
        Command.of("mkfifo", module.directory().resolve("files/pipe").toString())
                .run();
        assertRefused("'files/pipe' is neither a file");
    }

    @Test
    void refusesMoreThanTwoGibibytes() throws Exception {
        module.file("files/huge", "");
        Command.of(
                        "truncate",
                        "-s",
                        "3G",
                        module.directory().resolve("files/huge").toString())
                .run();
        assertRefused("larger than 2 GiB");
    }

    @Test
    void hasTheSameDigestWhereverAndWheneverTheTreeWasMade() throws Exception {
        ModuleOnDisk other = ModuleOnDisk.named(scratch.resolve("elsewhere"), "acme/web", "1.2.3");
        assertThat(new ModuleTreeReader().read(other.directory()).digest()).isEqualTo(read().digest());
        other.mode("manifests/init.pp", "rwxr-xr-x");
        assertThat(new ModuleTreeReader().read(other.directory()).digest()).isNotEqualTo(read().digest());
    }

    private ModuleTree read() {
        return new ModuleTreeReader().read(module.directory());
    }

    private List<String> paths() {
        return read().entries().stream().map(TreeEntry::path).toList();
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(this::read).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.MODULE_REFUSED);
            assertThat(failure.sentence()).contains(problem).endsWith(".").doesNotContain("\n");
        });
    }
}
