package org.stringless.packager.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.ModuleOnDisk;

class GitTreeTest {
    private static final String TIME = "2024-05-06T07:08:09Z";

    @TempDir
    private Path scratch;

    private ModuleOnDisk module;
    private String url;
    private String commit;

    @BeforeEach
    void makeARepository() throws Exception {
        Path repository = Files.createDirectory(scratch.resolve("repository"));
        module = ModuleOnDisk.named(repository.resolve("modules"), "acme-web", "1.0.0")
                .file("files/run", "")
                .mode("files/run", "rwxr-xr-x")
                .link("files/also", "run");
        git(repository, "init", "-q", "-b", "main");
        git(repository, "add", ".");
        git(repository, "commit", "-q", "-m", "first");
        git(repository, "tag", "-a", "v1.0.0", "-m", "first");
        commit = git(repository, "rev-parse", "HEAD");
        module.file("files/later", "");
        git(repository, "add", ".");
        git(repository, "commit", "-q", "-m", "second");
        url = repository.toUri().toString();
    }

    @Test
    void bringsATag() throws Exception {
        GitTree tree = fetch("v1.0.0", "modules/acme-web");
        assertThat(tree.tag()).isTrue();
        assertThat(tree.commit()).isEqualTo(commit);
        assertThat(tree.commitTime()).isEqualTo(Instant.parse(TIME));
        assertThat(tree.directory().resolve("files/later")).doesNotExist();
        Files.delete(module.directory().resolve("files/later"));
        assertThat(new ModuleTreeReader().read(tree.directory()).digest())
                .isEqualTo(new ModuleTreeReader().read(module.directory()).digest());
    }

    @Test
    void bringsABranchAndABareCommit() throws Exception {
        GitTree branch = fetch("main", "modules/acme-web");
        assertThat(branch.tag()).isFalse();
        assertThat(branch.directory().resolve("files/later")).exists();
        GitTree bare = fetch(commit, "modules/acme-web");
        assertThat(bare.tag()).isFalse();
        assertThat(bare.directory().resolve("files/later")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.0.0", "0123456789012345678901234567890123456789", "~^:"})
    void saysThatAReferenceIsNotThere(String ref) {
        assertUnavailable(() -> fetch(ref, ""), ref);
    }

    @Test
    void saysThatADirectoryOrARepositoryIsNotThere() {
        assertUnavailable(() -> fetch("main", "modules/other"), "no directory 'modules/other'");
        url = scratch.resolve("nothing").toUri().toString();
        assertUnavailable(() -> fetch("main", ""), "cannot be had from");
    }

    private GitTree fetch(String ref, String path) throws Exception {
        return GitTree.fetch(url, ref, path, Files.createTempDirectory(scratch, "fetch"));
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.SOURCE_UNAVAILABLE);
            assertThat(failure.sentence()).contains(words);
        });
    }

    private String git(Path repository, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("git", "-c", "user.name=test", "-c", "user.email=test@example.org"));
        all.addAll(List.of(words));
        CommandResult result = Command.of(all.toArray(String[]::new))
                .in(repository)
                .with("GIT_COMMITTER_DATE", TIME)
                .with("GIT_AUTHOR_DATE", TIME)
                .run();
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }
}
