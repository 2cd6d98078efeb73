package org.stringless.packager.git;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit may learn from the machine: the user's {@code .gitconfig}, which may name proxies and replaced addresses, but neither the
 * installed {@code git} (which it would start to find the system's configuration) nor a file of its own in the user's home. An {@code ssh:}
 * address goes through the system's {@code ssh}, so that agents, known hosts and jump hosts work as they do for git.
 */
final class GitSurroundings extends SystemReader.Delegate {
    private static boolean entered;

    private GitSurroundings(SystemReader machine) {
        super(machine);
    }

    /** Makes JGit see these surroundings, once a process. */
    static synchronized void enter() {
        if (!entered) {
            SystemReader.setInstance(new GitSurroundings(SystemReader.getInstance()));
            entered = true;
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        String value = super.getenv(variable);
        return value == null && variable.equals("GIT_SSH") ? "ssh" : value;
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    private static final class NoFile extends FileBasedConfig {
        NoFile(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() throws ConfigInvalidException {
            // There is nothing to load.
        }

        @Override
        public void save() {
            // There is nowhere to save to.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
