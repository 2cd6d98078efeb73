package org.stringless.packager.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.source.SampleRepository;

final class RefusedReleaseTest {
    @TempDir
    private Path top;

    private Bench bench;
    private SampleRepository control;
    private SampleRepository one;

    @BeforeEach
    void control() {
        bench = new Bench(top);
        control = new SampleRepository(top.resolve("control")).write("manifests/site.pp", "node default {}\n");
        one = SampleRepository.module(top.resolve("sources/one"), "acme", "one", "1.2.0");
    }

    private Failure refused(String puppetfile) {
        control.write("Puppetfile", puppetfile).commit();
        return refused(bench.request(control.directory()));
    }

    private Failure refused(ReleaseRequest request) {
        Failure failure = catchThrowableOfType(Failure.class, () -> bench.build(request));
        assertThat(failure).isNotNull();
        assertThat(failure.sentence()).endsWith(".").doesNotContain("scratch");
        return failure;
    }

    private String git(String rest) {
        return "mod 'one', git: '" + one.url() + "'" + rest + "\n";
    }

    @Test
    void everyLineThatFloatsIsToldBeforeAnythingIsFetched() {
        Failure failure = refused("mod 'a', git: 'https://git.invalid/a', branch: 'main'\n"
                + "mod 'b', git: 'https://git.invalid/b',\n  branch: :control_branch\n"
                + "mod 'c', git: 'https://git.invalid/c'\n"
                + "mod 'd', git: 'https://git.invalid/d', commit: 'main'\n" + "mod 'o/e'\n" + "mod 'o/f', :latest\n");

        assertThat(failure.reason()).isEqualTo(Reason.FLOATING_REFERENCE);
        assertThat(failure.sentence())
                .isEqualTo("Puppetfile line 1: module 'a' follows branch main; "
                        + "line 3: module 'b' follows the control repository's branch; "
                        + "line 4: module 'c' names no tag and no commit; "
                        + "line 5: module 'd' names 'main' as its commit, which is none; "
                        + "line 6: module 'e' takes whatever version is newest; "
                        + "line 7: module 'f' takes whatever version is newest.");
        assertThat(failure.next()).contains("--allow-floating");
    }

    @Test
    void aRefThatIsABranchFloatsAndOneThatIsATagDoesNot() {
        Failure failure = refused("\n" + git(", ref: 'main'"));

        assertThat(failure.reason()).isEqualTo(Reason.FLOATING_REFERENCE);
        assertThat(failure.sentence()).isEqualTo("Puppetfile line 2: module 'one' follows branch main.");

        control.write("Puppetfile", git(", ref: 'v1.2.0'")).commit();
        BuiltRelease.Module tagged =
                bench.build(bench.request(control.directory())).modules().get(0);
        assertThat(tagged.pin().packageFile().name().release()).isEqualTo("1");
    }

    @Test
    void floatingReferencesAreRecordedWhenAllowed() {
        one.git("branch", "next");
        control.write("Puppetfile", git(", branch: :control_branch, default_branch: 'next'"))
                .commit();
        String before = one.head();

        ReleaseRequest request = Bench.floating(bench.request(control.directory()));
        assertThat(bench.build(request).modules().get(0).pin().source())
                .isEqualTo("git " + one.url() + " " + before + " branch main");

        control.git("checkout", "-q", "-b", "other");
        one.write("more", "").commit();
        assertThat(bench.build(Bench.into(request, top.resolve("other")))
                        .modules()
                        .get(0)
                        .pin()
                        .source())
                .isEqualTo("git " + one.url() + " " + before + " branch next");
    }

    @Test
    void aBranchThatMovedIsAnotherReleaseUnderTheSameName() {
        control.write("Puppetfile", git(", branch: 'main'")).commit();
        ReleaseRequest request = Bench.floating(bench.request(control.directory()));
        bench.build(request);
        one.write("more", "").commit();

        Failure failure = refused(request);

        assertThat(failure.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(failure.next()).contains("--id");
    }

    @Test
    void abbreviatedCommitsAreFoundAndLaterTagsToo() {
        control.write("Puppetfile", git(", commit: '" + one.head().substring(0, 8) + "'"))
                .commit();
        assertThat(bench.build(bench.request(control.directory()))
                        .modules()
                        .get(0)
                        .pin()
                        .source())
                .contains(one.head());

        one.write("more", "").metadata("acme", "one", "1.3.0").commit().tag("v1.3.0");
        control.write("Puppetfile", git(", tag: 'v1.3.0'")).commit();
        assertThat(bench.build(bench.request(control.directory()))
                        .modules()
                        .get(0)
                        .built())
                .isTrue();
    }

    @Test
    void whatIsNotThereIsNamedWithItsLine() {
        assertThat(refused(git(", tag: 'v9'")).sentence())
                .isEqualTo("Puppetfile line 1: the Git repository " + one.url() + " has no tag v9.");
        assertThat(refused(git(", commit: '0123456789012345678901234567890123456789'"))
                        .sentence())
                .isEqualTo(
                        "The Git repository " + one.url() + " has no commit 0123456789012345678901234567890123456789.");
        Failure gone = refused("mod 'x', git: 'file:///nowhere/x', tag: 'v1'\n");
        assertThat(gone.reason()).isEqualTo(Reason.SOURCE_UNAVAILABLE);
        assertThat(gone.sentence()).startsWith("The Git repository file:///nowhere/x cannot be fetched: ");
    }

    @Test
    void passwordsInAddressesAreNeverTold() {
        Failure failure = refused("mod 'x', git: 'http://me:secret@127.0.0.1:1/x.git', tag: 'v1'\n");

        assertThat(failure.sentence()).contains("http://127.0.0.1:1/x.git").doesNotContain("secret");
    }

    @Test
    void aModuleMustBeWhatItsLineCallsIt() {
        SampleRepository bare = new SampleRepository(top.resolve("sources/bare"))
                .write("manifests/init.pp", "class bare {}\n")
                .commit()
                .tag("v1");

        Failure nameless = refused("mod 'bare', git: '" + bare.url() + "', tag: 'v1'\n");
        assertThat(nameless.reason()).isEqualTo(Reason.MODULE_REFUSED);
        assertThat(nameless.sentence())
                .startsWith("Puppetfile line 1: module 'bare' (git " + bare.url())
                .contains("has no metadata.json");

        Failure other = refused("mod 'two', git: '" + one.url() + "', tag: 'v1.2.0'\n");
        assertThat(other.reason()).isEqualTo(Reason.MODULE_REFUSED);
        assertThat(other.sentence()).contains("calls itself acme-one 1.2.0 in its metadata.json");
    }

    @Test
    void everyModuleHasAPlaceOfItsOwn() {
        assertThat(refused(git(", tag: 'v1.2.0', install_path: '.'")
                                + "mod 'x', git: '/x', tag: 'v1', install_path: 'one/files'\n")
                        .sentence())
                .isEqualTo("Puppetfile line 2: module 'x' lies inside the module one.");

        control.write("modules/one/README", "");
        Failure taken = refused(git(", tag: 'v1.2.0'"));
        assertThat(taken.reason()).isEqualTo(Reason.CONTROL_REFUSED);
        assertThat(taken.sentence()).isEqualTo("Puppetfile line 1: modules/one is in the control repository already.");

        assertThat(refused(git(", tag: 'v1.2.0', install_path: 'manifests/site.pp'"))
                        .sentence())
                .contains("lies below manifests/site.pp, which is not a directory");
    }

    @Test
    void linksThatLeaveAreRefused() {
        control.link("data/a", "../../outside");
        Failure leaving = refused("");
        assertThat(leaving.reason()).isEqualTo(Reason.LINK_REFUSED);
        assertThat(leaving.sentence()).isEqualTo("The link data/a -> ../../outside leaves the tree.");

        control.git("rm", "-q", "-f", "data/a");
        control.link("b", "manifests/../../outside");
        assertThat(refused("").sentence())
                .isEqualTo("The link b -> manifests/../../outside has a step up behind a name.");

        control.git("rm", "-q", "-f", "b");
        control.link("c", "/srv/private/../secret").commit();
        Failure absolute = refused(Bench.allowing(bench.request(control.directory()), Path.of("/srv/private")));
        assertThat(absolute.sentence()).isEqualTo("The link c -> /srv/private/../secret points outside of the tree.");
        assertThat(absolute.next()).contains("allowed_links");
    }

    @Test
    void onlyACommittedControlRepositoryIsBuilt() throws IOException {
        Path plain = Files.createDirectories(top.resolve("plain"));
        assertThat(refused(bench.request(plain)).sentence()).isEqualTo(plain + " is not in a Git repository.");
        assertThat(refused(bench.request(control.directory())).sentence()).endsWith(" has no commit HEAD.");
        control.commit();
        assertThat(refused(Bench.at(bench.request(control.directory()), "nope")).sentence())
                .endsWith(" has no commit nope.");
        Files.createDirectories(control.directory().resolve("later"));
        assertThat(refused(bench.request(control.directory().resolve("later"))).sentence())
                .endsWith(" has no directory later.");
        Failure module = refused(bench.request(one.directory().resolve("files")));
        assertThat(module.reason()).isEqualTo(Reason.CONTROL_REFUSED);
        assertThat(module.sentence()).contains("neither Puppetfile nor environment.conf nor manifests");
    }

    @Test
    void namesThatNoPackageMayHoldAreRefused() {
        control.write("data/Web.yaml", "").write("data/web.yaml", "");
        assertThat(refused("").sentence())
                .isEqualTo("data/web.yaml has a twin that differs only in upper and lower case.");

        control.git("rm", "-q", "-f", "data/Web.yaml");
        control.write("data/b\u00fccher.yaml", "");
        assertThat(refused("").reason()).isEqualTo(Reason.CONTROL_REFUSED);
    }

    @Test
    void filesOfGitLfsAreNotTakenForTheirContent() {
        control.write("data/big.yaml", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");

        assertThat(refused("").sentence()).isEqualTo("data/big.yaml is kept by Git LFS, which is not followed.");
    }
}
