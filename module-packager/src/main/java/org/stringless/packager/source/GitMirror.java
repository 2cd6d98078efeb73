package org.stringless.packager.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.jspecify.annotations.Nullable;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.git.GitConnection;

/** A bare mirror of one Git repository: asked first, and brought up to date only when it does not know the answer. */
public final class GitMirror implements AutoCloseable {
    private static final RefSpec BRANCHES = new RefSpec("+refs/heads/*:refs/heads/*");
    private static final RefSpec TAGS = new RefSpec("+refs/tags/*:refs/tags/*");

    private final Path directory;
    private final String url;
    private final GitConnection connection;
    private @Nullable Repository repository;

    GitMirror(Path directory, String url) {
        this.directory = directory;
        this.url = url;
        connection = new GitConnection(url);
    }

    /** The address without what might be a password: as it may be shown and recorded. */
    public String address() {
        return connection.address();
    }

    /** The address itself, for submodules whose addresses are relative to it. */
    String url() {
        return url;
    }

    /** The commit that a whole or abbreviated (7 digits at least, and unique) name means, when the mirror has it. */
    public Optional<ObjectId> commit(String digits) throws IOException {
        Optional<Repository> mirror = existing();
        if (mirror.isEmpty()) {
            return Optional.empty();
        }
        if (digits.length() == 40) {
            return commitOf(mirror.get(), ObjectId.fromString(digits));
        }
        try (ObjectReader reader = mirror.get().newObjectReader()) {
            List<ObjectId> commits = new ArrayList<>();
            for (ObjectId id : reader.resolve(AbbreviatedObjectId.fromString(digits))) {
                commitOf(mirror.get(), id).filter(commit -> commit.equals(id)).ifPresent(commits::add);
            }
            return commits.size() == 1 ? Optional.of(commits.get(0)) : Optional.empty();
        }
    }

    /** The commit under a tag, when the mirror has it. */
    public Optional<ObjectId> tag(String name) throws IOException {
        return reference("refs/tags/" + name);
    }

    /** The commit at the end of a branch as of the last {@link #fetch()}, when the mirror has it. */
    public Optional<ObjectId> branch(String name) throws IOException {
        return reference("refs/heads/" + name);
    }

    /** The mirror as a repository; fails when nothing was ever fetched. */
    Repository repository() throws IOException {
        return existing().orElseThrow(() -> new IllegalStateException("never fetched: " + address()));
    }

    /** Makes sure of a commit's presence: fetches only when the mirror does not have it. */
    public void ensure(ObjectId commit) throws IOException {
        if (commit(commit.name()).isPresent()) {
            return;
        }
        fetch();
        if (commit(commit.name()).isEmpty() && url.matches("(https?|ssh)://.*|[^/:]+:[^/].*|[^/:]+:/[^/].*")) {
            // Not below any branch or tag: some servers give a commit to whoever knows its name.
            try {
                fetch(List.of(new RefSpec(commit.name() + ":refs/stringless/" + commit.name())), false);
            } catch (Failure e) {
                throw noSuch("commit " + commit.name(), e);
            }
        }
        if (commit(commit.name()).isEmpty()) {
            throw noSuch("commit " + commit.name(), null);
        }
    }

    /**
     * Brings branches and tags up to date.
     *
     * @throws Failure SOURCE_UNAVAILABLE when the repository does not answer or does not let us in
     */
    public void fetch() throws IOException {
        fetch(List.of(BRANCHES, TAGS), true);
    }

    Failure noSuch(String what, @Nullable Throwable cause) {
        String sentence = "The Git repository " + address() + " has no " + what + ".";
        String next = "Check the name, and whether it was pushed.";
        return cause == null
                ? new Failure(Reason.SOURCE_UNAVAILABLE, sentence, next)
                : new Failure(Reason.SOURCE_UNAVAILABLE, sentence, next, cause);
    }

    private synchronized void fetch(List<RefSpec> references, boolean prune) throws IOException {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        try (FileChannel lock = FileChannel.open(
                        directory.resolveSibling(directory.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (held.isValid() && !Files.exists(directory.resolve("HEAD"))) {
                Git.init().setBare(true).setGitDir(directory.toFile()).call().close();
            }
            try (Git git = new Git(repository())) {
                connection
                        .prepared(git.fetch())
                        .setRemote(url)
                        .setRefSpecs(references)
                        .setTagOpt(TagOpt.NO_TAGS)
                        .setRemoveDeletedRefs(prune)
                        .call();
            }
        } catch (GitAPIException | JGitInternalException e) {
            throw new Failure(
                    Reason.SOURCE_UNAVAILABLE,
                    "The Git repository " + address() + " cannot be fetched: " + connection.said(e) + ".",
                    "Check the address, the network and the right to read it.",
                    e);
        }
    }

    private synchronized Optional<Repository> existing() throws IOException {
        if (repository == null && Files.exists(directory.resolve("HEAD"))) {
            repository = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .setMustExist(true)
                    .build();
        }
        return Optional.ofNullable(repository);
    }

    private Optional<ObjectId> reference(String name) throws IOException {
        Optional<Repository> mirror = existing();
        if (mirror.isEmpty()) {
            return Optional.empty();
        }
        Ref ref = mirror.get().exactRef(name);
        return ref == null || ref.getObjectId() == null ? Optional.empty() : commitOf(mirror.get(), ref.getObjectId());
    }

    private static Optional<ObjectId> commitOf(Repository mirror, ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(mirror)) {
            return Optional.of(walk.parseCommit(id).copy());
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes the files of a commit, which must be there, below a directory that is there and empty.
     *
     * @return when the commit was made
     */
    public Instant writeTree(ObjectId commit, Path target, GitTreeReader reader) throws IOException {
        RevCommit parsed = parsed(commit);
        reader.read(repository(), url, parsed, "").writeTo(target);
        return Instant.ofEpochSecond(parsed.getCommitTime());
    }

    /** The commit itself; it must be there. */
    RevCommit parsed(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository())) {
            return walk.parseCommit(commit);
        }
    }

    @Override
    public synchronized void close() {
        if (repository != null) {
            repository.close();
            repository = null;
        }
    }
}
