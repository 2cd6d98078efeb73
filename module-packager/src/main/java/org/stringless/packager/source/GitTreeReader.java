package org.stringless.packager.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.git.GitConnection;
import org.stringless.releasewire.json.RelativePath;

/** Lists the files of a commit; a submodule is followed to the commit it is pinned at. */
public final class GitTreeReader {
    private static final int DEEPEST_SUBMODULE = 8;

    private final GitMirrors mirrors;
    private final Predicate<String> wanted;
    private final List<GitTree.Entry> entries = new ArrayList<>();

    /**
     * A reader of one tree.
     *
     * @param mirrors where submodules come from
     * @param wanted decides by the path inside the tree; a directory that is not wanted is not entered
     */
    public GitTreeReader(GitMirrors mirrors, Predicate<String> wanted) {
        this.mirrors = mirrors;
        this.wanted = wanted;
    }

    /**
     * Lists a directory of a commit.
     *
     * @param url address of the repository, for submodules whose addresses are relative to it
     * @param below the directory, empty for the whole commit
     */
    public GitTree read(Repository repository, String url, RevCommit commit, String below) throws IOException {
        list(new Level(repository, url, commit, 0), below, "");
        return new GitTree(entries);
    }

    private record Level(Repository repository, String url, RevCommit commit, int depth) {}

    private void list(Level level, String below, String prefix) throws IOException {
        Map<String, String> submodules = null;
        try (ObjectReader reader = level.repository().newObjectReader();
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(level.commit().getTree());
            while (walk.next()) {
                String path = walk.getPathString();
                if (!below.isEmpty() && (below + "/").startsWith(path + "/")) {
                    enter(walk);
                    continue;
                }
                if (!below.isEmpty() && !path.startsWith(below + "/")) {
                    continue;
                }
                String inside = prefix + (below.isEmpty() ? path : path.substring(below.length() + 1));
                if (!wanted.test(checked(inside))) {
                    continue;
                }
                FileMode mode = walk.getFileMode(0);
                ObjectId id = walk.getObjectId(0);
                if (mode.equals(FileMode.GITLINK)) {
                    submodules = submodules == null ? submodules(level) : submodules;
                    follow(level, path, submodules, id, inside);
                } else {
                    entries.add(new GitTree.Entry(inside, GitTree.Kind.of(mode), id, level.repository()));
                    enter(walk);
                }
            }
        }
    }

    private static void enter(TreeWalk walk) throws IOException {
        if (walk.isSubtree()) {
            walk.enterSubtree();
        }
    }

    private void follow(Level parent, String path, Map<String, String> submodules, ObjectId commit, String inside)
            throws IOException {
        String named = submodules.get(path);
        if (named == null) {
            throw new Failure(
                    Reason.SOURCE_UNAVAILABLE,
                    "The submodule " + path + " of " + GitConnection.shown(parent.url())
                            + " is not named in .gitmodules.",
                    "Name its address there, or remove the submodule.");
        }
        if (parent.depth() >= DEEPEST_SUBMODULE) {
            throw new Failure(
                    Reason.SOURCE_UNAVAILABLE,
                    "Submodules of " + GitConnection.shown(parent.url()) + " lie deeper than " + DEEPEST_SUBMODULE
                            + ".",
                    "Put less into each other.");
        }
        GitMirror mirror = mirrors.of(SubmoduleAddress.resolve(parent.url(), named));
        mirror.ensure(commit);
        entries.add(new GitTree.Entry(inside, GitTree.Kind.DIRECTORY, commit, mirror.repository()));
        list(new Level(mirror.repository(), mirror.url(), mirror.parsed(commit), parent.depth() + 1), "", inside + "/");
    }

    /** Addresses by path, as the commit's own {@code .gitmodules} says. */
    private static Map<String, String> submodules(Level level) throws IOException {
        Map<String, String> addresses = new HashMap<>();
        Config config;
        try (TreeWalk walk = TreeWalk.forPath(
                level.repository(), ".gitmodules", level.commit().getTree())) {
            if (walk == null) {
                return addresses;
            }
            config = new BlobBasedConfig(null, level.repository(), walk.getObjectId(0));
        } catch (ConfigInvalidException e) {
            throw new Failure(
                    Reason.SOURCE_UNAVAILABLE,
                    ".gitmodules of " + GitConnection.shown(level.url()) + " cannot be read.",
                    "Correct it.",
                    e);
        }
        for (String name : config.getSubsections("submodule")) {
            String path = config.getString("submodule", name, "path");
            String address = config.getString("submodule", name, "url");
            if (path != null && address != null) {
                addresses.put(path, address);
            }
        }
        return addresses;
    }

    private static String checked(String path) {
        try {
            return RelativePath.checked(path);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Reason.SOURCE_UNAVAILABLE,
                    "The Git tree holds the name '" + path + "', which no tree may hold.",
                    "Rename it in the repository.",
                    e);
        }
    }
}
