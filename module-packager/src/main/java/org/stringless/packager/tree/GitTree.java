package org.stringless.packager.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.stringless.io.file.FileTree;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.git.GitConnection;
import org.stringless.releasewire.json.RelativePath;

/**
 * A directory of a Git repository at one commit, written out.
 *
 * @param directory where the files are
 * @param commit 40 hexadecimal digits
 * @param tag whether the reference named a tag
 */
public record GitTree(Path directory, String commit, Instant commitTime, boolean tag) {
    private static final String WANTED = "refs/stringless/wanted";

    /**
     * Brings one commit from a repository, without its history where the reference allows, and writes it out.
     *
     * @param url anything JGit can fetch from: {@code https:}, {@code git:}, {@code file:} or a path
     * @param ref a tag, a branch or a commit
     * @param path directory inside the repository, empty for its top
     * @param scratch an empty directory for the repository and the files
     */
    public static GitTree fetch(String url, String ref, String path, Path scratch) throws IOException {
        GitConnection connection = new GitConnection(url);
        String address = connection.address();
        try (Git git = Git.init()
                .setBare(true)
                .setDirectory(scratch.resolve("git").toFile())
                .call()) {
            boolean tag = bring(git, connection, url, ref);
            Repository repository = git.getRepository();
            ObjectId id = repository.resolve(git.getRepository().findRef(WANTED) != null ? WANTED : ref);
            if (id == null) {
                throw unavailable(address + " has no tag, branch or commit '" + ref + "'.", null);
            }
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit commit = walk.parseCommit(id);
                Path files = Files.createDirectory(scratch.resolve("tree"));
                writeOut(repository, commit, path, files, address);
                FileTree.delete(scratch.resolve("git"));
                return new GitTree(
                        path.isEmpty() ? files : files.resolve(path),
                        commit.name(),
                        Instant.ofEpochSecond(commit.getCommitTime()),
                        tag);
            }
        } catch (GitAPIException
                | JGitInternalException
                | MissingObjectException
                | IncorrectObjectTypeException
                | IllegalArgumentException e) {
            throw unavailable("'" + ref + "' cannot be had from " + address + ": " + connection.said(e) + ".", e);
        }
    }

    /** Fetches what the reference names; says whether that is a tag. */
    private static boolean bring(Git git, GitConnection connection, String url, String ref) throws GitAPIException {
        Map<String, Ref> offered =
                connection.prepared(Git.lsRemoteRepository()).setRemote(url).callAsMap();
        for (String prefix : List.of(Constants.R_TAGS, Constants.R_HEADS, "")) {
            String name = prefix + ref;
            if (offered.containsKey(name)) {
                connection
                        .prepared(git.fetch())
                        .setRemote(url)
                        .setTagOpt(TagOpt.NO_TAGS)
                        .setDepth(1)
                        .setRefSpecs(new RefSpec("+" + name + ":" + WANTED))
                        .call();
                return name.startsWith(Constants.R_TAGS);
            }
        }
        // A bare commit: servers need not hand out one by its id, so all that may reach it is fetched.
        connection
                .prepared(git.fetch())
                .setRemote(url)
                .setTagOpt(TagOpt.NO_TAGS)
                .setRefSpecs(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"))
                .call();
        return false;
    }

    private static void writeOut(Repository repository, RevCommit commit, String path, Path files, String url)
            throws IOException {
        Map<Path, String> links = new LinkedHashMap<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            if (!path.isEmpty()) {
                walk.setFilter(PathFilter.create(path));
            }
            while (walk.next()) {
                Path file = files.resolve(RelativePath.checked(walk.getPathString()));
                FileMode mode = walk.getFileMode(0);
                if (mode == FileMode.GITLINK) {
                    throw new Failure(
                            Reason.MODULE_REFUSED,
                            "'" + walk.getPathString() + "' in " + url + " is a submodule.",
                            "Package a tree that holds all its files itself.");
                }
                Files.createDirectories(file.getParent());
                if (mode == FileMode.SYMLINK) {
                    links.put(
                            file,
                            new String(
                                    repository.open(walk.getObjectId(0)).getBytes(),
                                    java.nio.charset.StandardCharsets.UTF_8));
                } else {
                    write(repository, walk, file);
                }
            }
        }
        // Links come last, so that nothing is ever written through one.
        for (Map.Entry<Path, String> link : links.entrySet()) {
            Files.createSymbolicLink(link.getKey(), Path.of(link.getValue()));
        }
        if (!path.isEmpty() && !Files.isDirectory(files.resolve(path))) {
            throw unavailable(url + " has no directory '" + path + "' at " + commit.name() + ".", null);
        }
    }

    private static void write(Repository repository, TreeWalk walk, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            repository.open(walk.getObjectId(0)).copyTo(out);
        }
        Files.setPosixFilePermissions(
                file,
                PosixFilePermissions.fromString(
                        walk.getFileMode(0) == FileMode.EXECUTABLE_FILE ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static Failure unavailable(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        String next = "Check the address, the reference and the path.";
        return cause == null
                ? new Failure(Reason.SOURCE_UNAVAILABLE, sentence, next)
                : new Failure(Reason.SOURCE_UNAVAILABLE, sentence, next, cause);
    }
}
