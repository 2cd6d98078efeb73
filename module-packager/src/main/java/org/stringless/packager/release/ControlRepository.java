package org.stringless.packager.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.StatusCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.submodule.SubmoduleWalk.IgnoreSubmoduleMode;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.source.GitMirrors;
import org.stringless.packager.source.GitTree;
import org.stringless.packager.source.GitTreeReader;

/** A control repository at one commit, read from Git's objects; the files of the working tree never count. */
final class ControlRepository implements AutoCloseable {
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int TEXT_LIMIT = 4 << 20;

    private final Path named;
    private final Repository repository;
    private final String below;
    private final RevCommit commit;
    private final Optional<String> branch;

    private ControlRepository(
            Path named, Repository repository, String below, RevCommit commit, Optional<String> branch) {
        this.named = named;
        this.repository = repository;
        this.below = below;
        this.commit = commit;
        this.branch = branch;
    }

    /**
     * Opens the repository that the directory lies in, at HEAD or at the reference given.
     *
     * @throws Failure CONTROL_REFUSED when it is none, or has no such commit or directory
     */
    static ControlRepository open(Path directory, Optional<String> ref) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw refused(directory + " is not a directory", "Name the control repository's directory.", null);
        }
        Path real = directory.toRealPath();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
        if (builder.getGitDir() == null) {
            throw refused(
                    directory + " is not in a Git repository",
                    "Name a directory inside a clone of the control repository.",
                    null);
        }
        Repository repository = builder.build();
        try {
            String below = repository.isBare()
                    ? ""
                    : repository
                            .getWorkTree()
                            .toPath()
                            .toRealPath()
                            .relativize(real)
                            .toString();
            return at(directory, repository, below, ref);
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static ControlRepository at(Path named, Repository repository, String below, Optional<String> ref)
            throws IOException {
        String name = ref.orElse(Constants.HEAD);
        ObjectId id;
        try {
            id = repository.resolve(name + "^{commit}");
        } catch (org.eclipse.jgit.errors.RevisionSyntaxException | org.eclipse.jgit.errors.AmbiguousObjectException e) {
            throw refused("'" + name + "' is not one commit of " + named, "Name a branch, a tag or a commit.", e);
        }
        if (id == null) {
            throw refused(
                    named + " has no commit " + name, "Commit something, or name a branch, a tag or a commit.", null);
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id);
            if (!below.isEmpty()) {
                try (TreeWalk entry = TreeWalk.forPath(repository, below, commit.getTree())) {
                    if (entry == null || !entry.getFileMode(0).equals(FileMode.TREE)) {
                        throw refused(
                                "Commit " + commit.abbreviate(7).name() + " has no directory " + below,
                                "Commit it, or name another directory.",
                                null);
                    }
                }
            }
            return new ControlRepository(named, repository, below, commit, branch(repository, ref));
        }
    }

    private static Optional<String> branch(Repository repository, Optional<String> ref) throws IOException {
        String full = ref.isPresent()
                ? Constants.R_HEADS + ref.get().replaceFirst("^refs/heads/", "")
                : String.valueOf(repository.getFullBranch());
        boolean named = full.startsWith(Constants.R_HEADS) && repository.exactRef(full) != null;
        return named ? Optional.of(full.substring(Constants.R_HEADS.length())) : Optional.empty();
    }

    /** 40 digits. */
    String commit() {
        return commit.name();
    }

    /** When the commit was made. */
    Instant time() {
        return Instant.ofEpochSecond(commit.getCommitTime());
    }

    /** {@code YYYYMMDD.HHMMSS.<7 digits>}. */
    ReleaseId id() {
        return new ReleaseId(ID_TIME.format(time()) + "." + commit.name().substring(0, 7));
    }

    /** The branch that is built, when it is one. */
    Optional<String> branch() {
        return branch;
    }

    /** All that travels: everything but what is only there for Git ({@code .git*}). */
    GitTree tree(GitMirrors mirrors) throws IOException {
        String origin = repository.getConfig().getString("remote", "origin", "url");
        String address = origin == null ? repository.getDirectory().getAbsolutePath() : origin;
        return new GitTreeReader(mirrors, path -> !lastComponent(path).startsWith(".git"))
                .read(repository, address, commit, below);
    }

    private static String lastComponent(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A text file of the tree, when it is there. */
    static Optional<String> text(GitTree tree, String path) throws IOException {
        for (GitTree.Entry entry : tree.entries()) {
            if (entry.path().equals(path)) {
                if (entry.kind() == GitTree.Kind.FILE || entry.kind() == GitTree.Kind.EXECUTABLE) {
                    return Optional.of(new String(entry.object().getCachedBytes(TEXT_LIMIT), StandardCharsets.UTF_8));
                }
                throw refused(path + " is not a file", "Make it a regular file.", null);
            }
        }
        return Optional.empty();
    }

    /** Whether the working tree holds something else than the commit that is checked out. */
    boolean workingTreeDiffers() throws IOException {
        if (repository.isBare()) {
            return false;
        }
        try (Git git = new Git(repository)) {
            StatusCommand command = git.status().setIgnoreSubmodules(IgnoreSubmoduleMode.ALL);
            Status status = (below.isEmpty() ? command : command.addPath(below)).call();
            return !status.isClean();
        } catch (GitAPIException e) {
            throw refused("The working tree of " + named + " cannot be read", "See 'git status'.", e);
        }
    }

    static Failure refused(String sentence, String next, @Nullable Throwable cause) {
        return cause == null
                ? new Failure(Reason.CONTROL_REFUSED, sentence + ".", next)
                : new Failure(Reason.CONTROL_REFUSED, sentence + ".", next, cause);
    }

    @Override
    public void close() {
        repository.close();
    }
}
