package org.stringless.packager.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.puppetfile.Declaration;
import org.stringless.packager.puppetfile.GitReference;
import org.stringless.packager.puppetfile.Origin;
import org.stringless.packager.source.Forge;
import org.stringless.packager.source.GitMirror;
import org.stringless.packager.source.GitMirrors;

/**
 * Finds what a declaration stands for. A full commit or a version needs nobody's answer; a tag is looked for in the mirror first, as r10k
 * does; what floats is asked for anew each time.
 */
final class Pinning {
    private static final String PIN =
            "Pin it by :tag, :commit or a version, or give --allow-floating to take what it is now.";

    private final GitMirrors mirrors;
    private final Forge forge;
    private final Optional<String> controlBranch;
    private final boolean allowFloating;

    Pinning(GitMirrors mirrors, Forge forge, Optional<String> controlBranch, boolean allowFloating) {
        this.mirrors = mirrors;
        this.forge = forge;
        this.controlBranch = controlBranch;
        this.allowFloating = allowFloating;
    }

    /** Refuses declarations whose floating can be seen in the Puppetfile itself, all in one sentence, before anybody is asked. */
    void refuseFloating(List<Declaration> declarations) {
        if (allowFloating) {
            return;
        }
        List<String> floating = new ArrayList<>();
        for (Declaration declaration : declarations) {
            if (declaration.origin() instanceof Origin.Forge module
                    && module.version().isEmpty()) {
                floating.add("line " + declaration.line() + ": module '" + declaration.name()
                        + "' takes whatever version is newest");
            } else if (declaration.origin() instanceof Origin.Git git && follows(git.reference())) {
                floating.add("line " + git.reference().line() + ": module '" + declaration.name() + "' "
                        + following(git.reference()));
            }
        }
        if (!floating.isEmpty()) {
            throw new Failure(Reason.FLOATING_REFERENCE, "Puppetfile " + String.join("; ", floating) + ".", PIN);
        }
    }

    private static boolean follows(GitReference reference) {
        return switch (reference.kind()) {
            case BRANCH, CONTROL_BRANCH, NONE -> true;
            case COMMIT -> !reference.looksLikeCommit();
            case TAG, REF -> false;
        };
    }

    private static String following(GitReference reference) {
        return switch (reference.kind()) {
            case CONTROL_BRANCH -> "follows the control repository's branch";
            case NONE -> "names no tag and no commit";
            case COMMIT -> "names '" + reference.text() + "' as its commit, which is none";
            case BRANCH, TAG, REF -> "follows " + reference;
        };
    }

    /** What the declaration of a module that is not local stands for. */
    PinnedModule pin(Declaration declaration) throws IOException {
        if (declaration.origin() instanceof Origin.Git git) {
            return new PinnedModule(declaration, pin(declaration, git));
        }
        Origin.Forge named = (Origin.Forge) declaration.origin();
        boolean floats = named.version().isEmpty();
        String version = floats ? forge.newest(named.module()) : named.version().get();
        return new PinnedModule(
                declaration, new PinnedSource.Forge(forge.base(), named.module(), version, floats ? "newest" : ""));
    }

    private PinnedSource pin(Declaration declaration, Origin.Git git) throws IOException {
        GitReference reference = git.reference();
        GitMirror mirror = mirrors.of(git.url());
        if (reference.isFullCommit()) {
            return pinned(mirror, git, reference.text(), false, reference.toString());
        }
        boolean tagFits = reference.kind() == GitReference.Kind.TAG || reference.kind() == GitReference.Kind.REF;
        Optional<ObjectId> known = tagFits ? mirror.tag(tagName(reference.text())) : Optional.empty();
        if (known.isEmpty() && reference.looksLikeCommit()) {
            known = mirror.commit(reference.text());
            tagFits = false;
        }
        if (known.isPresent()) {
            return pinned(mirror, git, known.get().name(), tagFits, reference.toString());
        }
        mirror.fetch();
        return fetched(declaration, git, mirror);
    }

    /** The same question to a mirror that has all there is. */
    private PinnedSource fetched(Declaration declaration, Origin.Git git, GitMirror mirror) throws IOException {
        GitReference reference = git.reference();
        if (reference.kind() == GitReference.Kind.TAG || reference.kind() == GitReference.Kind.REF) {
            Optional<ObjectId> tag = mirror.tag(tagName(reference.text()));
            if (tag.isPresent()) {
                return pinned(mirror, git, tag.get().name(), true, reference.toString());
            }
        }
        if (reference.looksLikeCommit()) {
            Optional<ObjectId> commit = mirror.commit(reference.text());
            if (commit.isPresent()) {
                return pinned(mirror, git, commit.get().name(), false, reference.toString());
            }
        }
        for (String branch : branches(git)) {
            Optional<ObjectId> end = mirror.branch(branch);
            if (end.isPresent()) {
                if (!allowFloating) {
                    throw new Failure(
                            Reason.FLOATING_REFERENCE,
                            "Puppetfile line " + reference.line() + ": module '" + declaration.name()
                                    + "' follows branch " + branch + ".",
                            PIN);
                }
                return pinned(mirror, git, end.get().name(), false, "branch " + branch);
            }
        }
        throw new Failure(
                Reason.SOURCE_UNAVAILABLE,
                "Puppetfile line " + reference.line() + ": the Git repository " + mirror.address() + " has no "
                        + reference + ".",
                "Check the name, and whether it was pushed.");
    }

    /** The branches to try, as r10k tries them. */
    private List<String> branches(Origin.Git git) {
        List<String> names = new ArrayList<>();
        switch (git.reference().kind()) {
            case CONTROL_BRANCH -> controlBranch.ifPresent(names::add);
            case NONE -> names.add("master");
            case BRANCH, REF, COMMIT -> names.add(git.reference().text().replaceFirst("^refs/heads/", ""));
            case TAG -> {
                // A branch of that name would be something else than was asked for.
            }
        }
        git.defaultBranch().ifPresent(names::add);
        return names;
    }

    private static String tagName(String text) {
        return text.replaceFirst("^refs/tags/", "");
    }

    private static PinnedSource pinned(
            GitMirror mirror, Origin.Git git, String commit, boolean versioned, String reference) {
        return new PinnedSource.Git(git.url(), mirror.address(), commit, versioned, reference);
    }
}
