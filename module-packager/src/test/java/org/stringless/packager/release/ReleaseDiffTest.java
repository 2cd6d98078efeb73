package org.stringless.packager.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.source.SampleRepository;

final class ReleaseDiffTest {
    @TempDir
    private Path top;

    @Test
    void namesModulesFilesAndKeysThatDiffer() throws IOException {
        Bench bench = new Bench(top);
        SampleRepository one = SampleRepository.module(top.resolve("one"), "acme", "one", "1.0.0");
        SampleRepository two = SampleRepository.module(top.resolve("two"), "acme", "two", "1.0.0");
        SampleRepository control = new SampleRepository(top.resolve("control"))
                .write("Puppetfile", "mod 'one', git: '" + one.url() + "', tag: 'v1.0.0'\n")
                .write("hiera.yaml", "version: 5\nhierarchy:\n  - name: x\n    datadir: 'hiera/%{environment}'\n")
                .write("hiera/common.yaml", "same: [1, 2]\nold: 1\nchanged: {a: 1}\n")
                .write("hiera/gone.yaml", "lost: ~\n")
                .write("other/not-data.yaml", "x: 1\n")
                .write("manifests/site.pp", "")
                .commit();
        Path before = bench.build(bench.request(control.directory())).file();
        one.metadata("acme", "one", "1.1.0").commit().tag("v1.1.0");
        control.git("rm", "-q", "hiera/gone.yaml");
        control.write(
                        "Puppetfile",
                        "mod 'one', git: '" + one.url() + "', tag: 'v1.1.0'\nmod 'two', git: '" + two.url()
                                + "', tag: 'v1.0.0'\n")
                .write("hiera/common.yaml", "changed: {a: 2}\n'same': [1, 2]\nnew: {}\n")
                .write("hiera/broken.yaml", "a: [\n")
                .write("other/not-data.yaml", "x: 2\n")
                .executable("manifests/site.pp")
                .commit();
        Path after = bench.build(bench.request(control.directory())).file();

        ReleaseDiff diff = ReleaseDiff.between(bench.reader(), before, after);

        assertThat(diff.modules())
                .extracting(module -> module.change() + " " + module.path())
                .containsExactly("CHANGED modules/one", "ADDED modules/two");
        assertThat(diff.files())
                .extracting(file -> file.change() + " " + file.path())
                .containsExactly(
                        "CHANGED Puppetfile",
                        "ADDED hiera/broken.yaml",
                        "CHANGED hiera/common.yaml",
                        "REMOVED hiera/gone.yaml",
                        "CHANGED manifests/site.pp",
                        "CHANGED other/not-data.yaml");
        assertThat(diff.keys())
                .extracting(key -> key.change() + " " + key.file() + " " + key.key())
                .containsExactly(
                        "CHANGED hiera/common.yaml changed",
                        "ADDED hiera/common.yaml new",
                        "REMOVED hiera/common.yaml old",
                        "REMOVED hiera/gone.yaml lost");
        assertThat(diff.unread()).containsExactly("hiera/broken.yaml");
        assertThat(ReleaseDiff.between(bench.reader(), after, after).files()).isEmpty();
    }

    @Test
    void readsNothingThatNoTrustedKeySigned() throws IOException {
        SampleRepository control = new SampleRepository(top.resolve("control"))
                .write("manifests/site.pp", "")
                .commit();
        Path file = new Bench(top.resolve("a"))
                .build(new Bench(top.resolve("b")).request(control.directory()))
                .file();

        assertThatThrownBy(() -> new Bench(top.resolve("c")).reader().read(file))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.UNVERIFIED));
    }
}
