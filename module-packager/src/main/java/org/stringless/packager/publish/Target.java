package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.rpm.SignedRpm;

/** A repository to publish to: all that was ever published, and the channels beside it. Nothing is ever taken out of it. */
public interface Target {
    /** As a user would name it: {@code dir:/srv/repository}, {@code pulp:https://pulp.example.test#puppet}. */
    String name();

    /** What a node's {@code repository:} says: channels lie below it as {@code channels/<name>/}; with a slash at the end. */
    URI address();

    /** Where dnf finds all packages, with a slash at the end. */
    URI packages();

    /** What it holds of packages with these names, in all their versions. */
    List<PackagePin> named(Collection<String> names) throws IOException;

    /** The packages of releases with that id, one for each environment. */
    List<PackagePin> releases(ReleaseId id) throws IOException;

    /** Copies a package's file; the bytes are checked against the pin. */
    void fetch(PackagePin pin, Path to) throws IOException;

    /**
     * Adds packages, all at once or none. Without any, it completes what an interrupted call left.
     *
     * @throws org.stringless.model.failure.Failure {@link Reason#TARGET_REFUSED}, {@link Reason#TARGET_UNREACHABLE}; nothing is visible
     *     then, and the same call can be repeated
     */
    void add(List<SignedRpm> packages, Progress progress) throws IOException;

    /** A channel's own repository, which need not be there yet. */
    TargetChannel channel(ChannelName channel);
}
