package org.stringless.packager.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.VerifiedPackage;

/** Publishes the packages of a directory. All refusals come before anything moves. */
public final class Publisher {
    private final PackageVerifier verifier;
    private final Target target;
    private final Progress progress;

    private record Candidate(VerifiedPackage verified, SignedRpm rpm) {
        PackagePin pin() {
            return rpm.pin();
        }

        // Pulp takes packages that differ only in their epoch for the same one, and so do their files' names.
        String fileName() {
            return pin().name().fileName();
        }
    }

    /** @param verifier trusts the keys that may publish */
    public Publisher(PackageVerifier verifier, Target target, Progress progress) {
        this.verifier = verifier;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Adds each {@code *.rpm} in the directory, not below it, to the target.
     *
     * @throws Failure {@link Reason#UNVERIFIED} for a package that is not signed by a known key, {@link Reason#CONFLICT} for a name taken by
     *     other bytes, and what {@link Target#add} throws
     */
    public Published publish(Path directory) throws IOException {
        List<Candidate> candidates = verified(directory);
        Map<String, String> taken = new HashMap<>();
        for (Candidate candidate : candidates) {
            refuseOther(taken.put(candidate.fileName(), candidate.pin().sha256()), candidate, directory.toString());
        }
        Set<String> names = new LinkedHashSet<>();
        candidates.forEach(candidate -> names.add(candidate.pin().name().name()));
        Map<String, String> published = new HashMap<>();
        target.named(names).forEach(pin -> published.put(pin.name().fileName(), pin.sha256()));
        Map<Boolean, List<Candidate>> isPresent =
                new LinkedHashMap<>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
        for (Candidate candidate : candidates) {
            String there = published.get(candidate.fileName());
            refuseOther(there, candidate, target.name());
            isPresent.getOrDefault(there != null, List.of()).add(candidate);
        }
        List<Candidate> fresh = isPresent.getOrDefault(false, List.of());
        for (Candidate candidate : fresh) {
            // A package cut in its payload has a good signature, and servers take it without a word.
            candidate.verified().checkPayload();
        }
        target.add(fresh.stream().map(Candidate::rpm).toList(), progress);
        progress.end();
        return new Published(pins(fresh), pins(isPresent.getOrDefault(true, List.of())));
    }

    private List<Candidate> verified(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(path -> path.getFileName().toString().endsWith(".rpm"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new Failure(
                    Reason.USAGE,
                    "There is no package (*.rpm) in " + directory + ".",
                    "Name the directory that 'stringless release build' wrote to.");
        }
        progress.begin("verifying packages", files.size());
        List<Candidate> candidates = new ArrayList<>();
        for (Path file : files) {
            VerifiedPackage verified = verifier.verify(file);
            PackagePin pin = new PackagePin(verified.name(), Sha256.of(file), Files.size(file));
            candidates.add(new Candidate(verified, new SignedRpm(file, pin)));
            progress.advance(1, pin.name().toString());
        }
        return candidates;
    }

    private static void refuseOther(
            @org.jspecify.annotations.Nullable String there, Candidate candidate, String where) {
        if (there != null && !there.equals(candidate.pin().sha256())) {
            throw new Failure(
                    Reason.CONFLICT,
                    "The name " + candidate.fileName() + " is taken in " + where + " by other bytes: sha256 " + there
                            + " there, " + candidate.pin().sha256() + " in "
                            + candidate.rpm().file() + ".",
                    "Build the package with a new version or release; a published name never changes its bytes.");
        }
    }

    private static List<PackagePin> pins(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::pin).toList();
    }
}
