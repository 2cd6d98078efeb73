package org.stringless.packager.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.packager.source.SampleRepository;

/** The real r10k deploys the same control repository: Puppet must see the same tree. */
final class R10kComparisonTest {
    @TempDir
    private Path top;

    private Bench bench;
    private SampleRepository control;

    @BeforeEach
    void control() {
        bench = new Bench(top);
        control = new SampleRepository(top.resolve("control"))
                .write(
                        "environment.conf",
                        "modulepath = site-modules:modules:$basemodulepath\nconfig_version = bin/v.sh\n")
                .write("hiera.yaml", "version: 5\n")
                .write("bin/v.sh", "#!/bin/sh\n")
                .executable("bin/v.sh")
                .write("data/common.yaml", "a: 1\n")
                .write("data/odd name.yaml", "a: 1\n")
                .link("data/link.yaml", "common.yaml")
                .link("latest", "site-modules/profile")
                .write("manifests/site.pp", "node default {}\n")
                .write("modules/here/manifests/init.pp", "class here {}\n")
                .write("modules/undeclared/manifests/init.pp", "class undeclared {}\n")
                .write("site-modules/profile/manifests/init.pp", "class profile {}\n")
                .write(".gitattributes", "*.pp text\n")
                .write("kept/.gitkeep", "");
        control.git("branch", "-m", "production");
    }

    private SampleRepository module(String name) {
        return SampleRepository.module(top.resolve("sources/" + name), "acme", name, "1.2.0");
    }

    private Map<String, String> byR10k() throws IOException {
        Path configuration = Files.writeString(
                top.resolve("r10k.yaml"),
                "cachedir: " + top.resolve("r10k-cache") + "\nsources:\n  control:\n    remote: " + control.url()
                        + "\n    basedir: " + top.resolve("environments") + "\n");
        CommandResult result = Command.of(
                        "r10k", "deploy", "environment", "production", "--modules", "-c", configuration.toString())
                .within(Duration.ofMinutes(2))
                .run();
        assertThat(result.exit()).as(result.err()).isZero();
        return seen(top.resolve("environments/production"));
    }

    private Map<String, String> byUs() throws IOException {
        BuiltRelease built = bench.build(Bench.floating(bench.request(control.directory())));
        return seen(bench.environment(built, "environment"));
    }

    /** Without what is there for Git or r10k only, and without the modules' tests. */
    private static Map<String, String> seen(Path environment) throws IOException {
        Map<String, String> seen = new TreeMap<>(Bench.listing(environment));
        seen.keySet()
                .removeIf(path -> path.equals(".r10k-deploy.json")
                        || path.matches("(.*/)?\\.git[^/]*(/.*)?")
                        || path.matches("(modules|thirdparty|vendor)/[^/]+/spec/.*"));
        return seen;
    }

    @Test
    void theTreeIsTheOneThatR10kDeploys() throws IOException {
        SampleRepository tagged = module("tagged");
        SampleRepository pinned = module("pinned");
        SampleRepository branched = module("branched");
        branched.git("checkout", "-q", "-b", "production");
        branched.write("manifests/branch.pp", "# production\n").commit();
        branched.git("checkout", "-q", "main");
        SampleRepository fallen = module("fallen");
        SampleRepository mastered = module("mastered");
        mastered.git("checkout", "-q", "-b", "master");
        mastered.write("manifests/master.pp", "# master\n").commit();
        SampleRepository both = module("both");
        both.git("branch", "-m", "v1.2.0-next");
        both.write("manifests/later.pp", "").commit();
        both.git("branch", "v1.2.0");
        control.write("Puppetfile", """
                        forge 'https://forge.invalid'
                        mod 'acme-tagged',
                          :git => '%s', # first
                          :tag => 'v1.2.0'
                        mod 'pinned', git: '%s', commit: '%s'
                        mod 'branched', { git: '%s', branch: :control_branch, default_branch: 'main', }
                        mod('here', :local => true)
                        moduledir 'thirdparty'
                        mod "acme/fallen", :git => "%s", :branch => :control_branch,
                            :default_branch => 'main', :exclude_spec => true
                        mod 'mastered', :git => '%s', :install_path => 'vendor'
                        mod 'both', :git => '%s', :ref => 'v1.2.0'
                        """.formatted(
                                tagged.url(),
                                pinned.url(),
                                pinned.head(),
                                branched.url(),
                                fallen.url(),
                                mastered.url(),
                                both.url()))
                .commit();

        Map<String, String> ours = byUs();

        assertThat(ours).isEqualTo(byR10k());
        assertThat(ours)
                .containsKeys(
                        "modules/branched/manifests/branch.pp",
                        "modules/undeclared/manifests/init.pp",
                        "thirdparty/fallen/metadata.json",
                        "vendor/mastered/manifests/master.pp");
    }
}
