package org.stringless.packager.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.file.FileTree;
import org.stringless.io.file.Sha256;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.release.Release;
import org.stringless.packager.source.SampleRepository;

final class ReleaseBuilderTest {
    @TempDir
    private Path top;

    private Bench bench;
    private SampleRepository control;

    @BeforeEach
    void control() {
        bench = new Bench(top);
        control = new SampleRepository(top.resolve("control"))
                .write("environment.conf", "modulepath = site-modules:modules:$basemodulepath\n")
                .write("manifests/site.pp", "node default {}\n")
                .write("data/common.yaml", "a: 1\n")
                .write("scripts/version.sh", "#!/bin/sh\n")
                .executable("scripts/version.sh")
                .write("site-modules/profile/manifests/init.pp", "class profile {}\n")
                .write(".gitignore", "/modules/\n")
                .write("empty/.gitkeep", "");
    }

    private SampleRepository module(String name) {
        return SampleRepository.module(top.resolve("sources/" + name), "acme", name, "1.2.0");
    }

    @Test
    void packsModulesAndTheControlTree() throws IOException {
        SampleRepository tagged = module("one");
        SampleRepository pinned = module("two");
        control.write(
                        "Puppetfile",
                        "mod 'acme-one', git: '" + tagged.url() + "', tag: 'v1.2.0'\n" + "mod 'two', :git => '"
                                + pinned.url() + "', :commit => '" + pinned.head() + "'\n"
                                + "mod 'profile', :local => true, :install_path => 'site-modules'\n")
                .commit();

        BuiltRelease built = bench.build(bench.request(control.directory()));
        Release release = bench.reader().read(built.file());

        assertThat(built.notes()).isEmpty();
        assertThat(release).isEqualTo(built.release());
        assertThat(release.id().text())
                .isEqualTo("20240301.100100." + control.head().substring(0, 7));
        assertThat(release.commit()).isEqualTo(control.head());
        assertThat(release.modules()).extracting(pin -> pin.path()).containsExactly("modules/one", "modules/two");
        assertThat(release.modules())
                .extracting(pin -> pin.source())
                .containsExactly(
                        "git " + tagged.url() + " " + tagged.head() + " tag v1.2.0",
                        "git " + pinned.url() + " " + pinned.head());
        assertThat(release.modules().get(0).packageFile().name().evr()).isEqualTo("1.2.0-1");
        assertThat(release.modules().get(1).packageFile().name().evr())
                .isEqualTo("1.2.0-0.20240301100100."
                        + release.modules().get(1).tree().abbreviated());
        assertThat(Bench.listing(bench.environment(built, "environment")).keySet())
                .containsExactly(
                        "Puppetfile",
                        "data/common.yaml",
                        "environment.conf",
                        "manifests/site.pp",
                        "modules/one/files/run.sh",
                        "modules/one/manifests/init.pp",
                        "modules/one/metadata.json",
                        "modules/two/files/run.sh",
                        "modules/two/manifests/init.pp",
                        "modules/two/metadata.json",
                        "scripts/version.sh",
                        "site-modules/profile/manifests/init.pp");
        assertThat(top.resolve("environment/tree/scripts/version.sh")).isExecutable();
        assertThat(top.resolve("environment/tree/empty")).isEmptyDirectory();
    }

    @Test
    void requiresEachModuleExactlyAsRpmSeesIt() throws IOException {
        SampleRepository one = module("one");
        control.write("Puppetfile", "mod 'acme-one', git: '" + one.url() + "', tag: 'v1.2.0'\n")
                .commit();

        BuiltRelease built = bench.build(bench.request(control.directory()));
        CommandResult requires =
                Command.of("rpm", "-qp", "--requires", built.file().toString()).run();
        CommandResult digests = Command.of(
                        "rpm", "-K", "--nosignature", built.file().toString())
                .run();

        assertThat(requires.out().lines()).contains("puppet-module-acme-one = 1.2.0-1");
        assertThat(digests.exit()).as(digests.out()).isZero();
    }

    @Test
    void sameInputGivesSameBytes() throws IOException {
        SampleRepository one = module("one");
        control.write("Puppetfile", "mod 'acme-one', git: '" + one.url() + "', commit: '" + one.head() + "'\n")
                .commit();
        ReleaseRequest request = bench.request(control.directory());

        BuiltRelease first = bench.build(request);
        BuiltRelease second = bench.build(Bench.into(request, top.resolve("again")), "another-cache");

        assertThat(second.modules().get(0).built()).isTrue();
        assertThat(Sha256.of(second.file())).isEqualTo(Sha256.of(first.file()));
        assertThat(Sha256.of(second.modules().get(0).file()))
                .isEqualTo(Sha256.of(first.modules().get(0).file()))
                .isEqualTo(first.modules().get(0).pin().packageFile().sha256());
    }

    @Test
    void unchangedModulesAreNeitherFetchedNorBuilt() throws IOException {
        SampleRepository one = module("one");
        SampleRepository two = module("two");
        String lines =
                "mod 'one', git: '" + one.url() + "', tag: 'v1.2.0'\nmod 'two', git: '" + two.url() + "', commit: '";
        control.write("Puppetfile", lines + two.head() + "'\n").commit();
        ReleaseRequest request = bench.request(control.directory());
        bench.build(request);
        two.write("manifests/more.pp", "class two::more {}\n").commit();
        control.write("Puppetfile", lines + two.head() + "'\n").commit();
        FileTree.delete(one.directory());

        BuiltRelease later = bench.build(Bench.into(request, top.resolve("later")));

        assertThat(later.modules()).extracting(BuiltRelease.Module::built).containsExactly(false, true);
        assertThat(later.modules())
                .allSatisfy(module -> assertThat(Sha256.of(module.file()))
                        .isEqualTo(module.pin().packageFile().sha256()));
    }

    @Test
    void damagedPackagesAreBuiltAnew() throws IOException {
        SampleRepository one = module("one");
        control.write("Puppetfile", "mod 'one', git: '" + one.url() + "', tag: 'v1.2.0'\n")
                .commit();
        ReleaseRequest request = bench.request(control.directory());
        BuiltRelease.Module first = bench.build(request).modules().get(0);
        try (var packages = Files.list(top.resolve("cache/packages"))) {
            Files.writeString(packages.findFirst().orElseThrow(), "torn");
        }

        BuiltRelease.Module again =
                bench.build(Bench.into(request, top.resolve("again"))).modules().get(0);

        assertThat(again.built()).isTrue();
        assertThat(again.pin()).isEqualTo(first.pin());
    }

    @Test
    void theCommitCountsNotTheWorkingTree() throws IOException {
        control.write("Puppetfile", "").commit();
        control.write("manifests/site.pp", "node default { fail('no') }\n");

        BuiltRelease built = bench.build(bench.request(control.directory()));

        assertThat(built.notes()).singleElement().asString().startsWith("The working tree of ");
        assertThat(bench.environment(built, "environment").resolve("manifests/site.pp"))
                .hasContent("node default {}\n");
    }

    @Test
    void buildsADirectoryOfTheRepositoryAtAnyReference() throws IOException {
        SampleRepository all = new SampleRepository(top.resolve("all"))
                .write("puppet/environment.conf", "")
                .write("puppet/manifests/site.pp", "# old\n")
                .write("unrelated/file", "")
                .commit()
                .tag("old")
                .write("puppet/manifests/site.pp", "# new\n")
                .commit();

        BuiltRelease built = bench.build(Bench.at(bench.request(all.directory().resolve("puppet")), "old"));

        Path environment = bench.environment(built, "environment");
        assertThat(Bench.listing(environment).keySet()).containsExactly("environment.conf", "manifests/site.pp");
        assertThat(environment.resolve("manifests/site.pp")).hasContent("# old\n");
        assertThat(built.release().id().text()).startsWith("20240301.100100.");
    }

    @Test
    void followsSubmodulesAtTheirPinnedCommit() throws IOException {
        SampleRepository shared = new SampleRepository(top.resolve("sources/shared"))
                .write("keys.yaml", "k: 1\n")
                .commit();
        SampleRepository one = module("one");
        one.git("submodule", "--quiet", "add", "../shared", "files/shared");
        one.commit();
        control.git("submodule", "--quiet", "add", shared.url(), "data/shared");
        control.write("Puppetfile", "mod 'one', git: '" + one.url() + "', commit: '" + one.head() + "'\n")
                .commit();
        shared.write("keys.yaml", "k: 2\n").commit();

        Path environment = bench.environment(bench.build(bench.request(control.directory())), "environment");

        assertThat(environment.resolve("data/shared/keys.yaml")).hasContent("k: 1\n");
        assertThat(environment.resolve("modules/one/files/shared/keys.yaml")).hasContent("k: 1\n");
        assertThat(Bench.listing(environment).keySet()).noneMatch(path -> path.endsWith(".git"));
    }

    @Test
    void keepsSpecAndPlaceWhereTheLineSaysSo() throws IOException {
        SampleRepository one = module("one");
        control.write(
                        "Puppetfile",
                        "moduledir 'thirdparty'\nmod 'one', git: '" + one.url()
                                + "', tag: 'v1.2.0', exclude_spec: false, install_path: 'vendor/x'\n")
                .commit();

        Path environment = bench.environment(bench.build(bench.request(control.directory())), "environment");

        assertThat(environment.resolve("vendor/x/one/spec/classes/init_spec.rb"))
                .exists();
    }

    @Test
    void keepsLinksThatStayInside() throws IOException {
        control.write("Puppetfile", "")
                .link("data/production.yaml", "common.yaml")
                .link("data/nodes/web.yaml", ".././common.yaml")
                .link("private", "/srv/private/data")
                .commit();

        BuiltRelease built = bench.build(Bench.allowing(bench.request(control.directory()), Path.of("/srv/private")));

        assertThat(Bench.listing(bench.environment(built, "environment")))
                .containsEntry("data/nodes/web.yaml", "-> ../common.yaml")
                .containsEntry("data/production.yaml", "-> common.yaml")
                .containsEntry("private", "-> /srv/private/data");
    }
}
