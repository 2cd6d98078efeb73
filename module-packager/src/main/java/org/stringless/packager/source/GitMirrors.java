package org.stringless.packager.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.stringless.io.file.Sha256;

/** The bare mirrors of Git repositories in one cache directory, one an address. Safe for several threads and several processes. */
public final class GitMirrors implements AutoCloseable {
    private final Path directory;
    private final ConcurrentMap<String, GitMirror> mirrors = new ConcurrentHashMap<>();

    /** Mirrors below that directory, which is made when the first one is needed. */
    public GitMirrors(Path directory) {
        this.directory = directory;
    }

    /** The mirror of the repository at that address; nothing is fetched yet. */
    public GitMirror of(String url) {
        return mirrors.computeIfAbsent(
                url,
                address -> new GitMirror(
                        directory.resolve(Sha256.of(address.getBytes(StandardCharsets.UTF_8))
                                        .substring(0, 40)
                                + ".git"),
                        address));
    }

    @Override
    public void close() {
        mirrors.values().forEach(GitMirror::close);
    }
}
