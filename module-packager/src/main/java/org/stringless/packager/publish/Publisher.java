package org.stringless.packager.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.releasewire.rpm.PackageVerifier;
import org.stringless.releasewire.rpm.RpmPackage;

/** Publishes the packages of a directory. All refusals come before anything moves. */
public final class Publisher {
    private final Supplier<PackageVerifier> verifier;
    private final Target target;
    private final Progress progress;

    /**
     * @param verifier trusts the keys that may publish; asked for only when there is something new, for loading OpenPGP takes longer than
     *     all the rest then
     */
    public Publisher(Supplier<PackageVerifier> verifier, Target target, Progress progress) {
        this.verifier = verifier;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Adds each {@code *.rpm} in the directory, not below it, to the target. A package that is there already, byte for byte, stays as it is.
     *
     * @throws Failure {@link Reason#UNVERIFIED} for a new package that is not signed by a known key or not whole, {@link Reason#CONFLICT} for
     *     a name taken by other bytes, and what {@link Target#add} throws
     */
    public Published publish(Path directory) throws IOException {
        List<SignedRpm> all = read(directory);
        Map<String, String> taken = new HashMap<>();
        for (SignedRpm rpm : all) {
            refuseOther(taken.put(fileName(rpm), rpm.pin().sha256()), rpm, directory.toString());
        }
        Map<String, String> published = new HashMap<>();
        Set<String> names = all.stream().map(rpm -> rpm.pin().name().name()).collect(Collectors.toSet());
        target.named(names).forEach(pin -> published.put(pin.name().fileName(), pin.sha256()));
        List<SignedRpm> fresh = new ArrayList<>();
        List<PackagePin> present = new ArrayList<>();
        for (SignedRpm rpm : all) {
            String there = published.get(fileName(rpm));
            refuseOther(there, rpm, target.name());
            if (there == null) {
                fresh.add(rpm);
            } else {
                present.add(rpm.pin());
            }
        }
        verify(fresh);
        target.add(fresh, progress);
        progress.end();
        return new Published(fresh.stream().map(SignedRpm::pin).toList(), present);
    }

    private static List<SignedRpm> read(Path directory) throws IOException {
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
        List<SignedRpm> rpms = new ArrayList<>();
        for (Path file : files) {
            rpms.add(new SignedRpm(
                    file, new PackagePin(RpmPackage.read(file).name(), Sha256.of(file), Files.size(file))));
        }
        return rpms;
    }

    private void verify(List<SignedRpm> fresh) throws IOException {
        if (fresh.isEmpty()) {
            return;
        }
        progress.begin("verifying packages", fresh.size());
        PackageVerifier trusting = verifier.get();
        for (SignedRpm rpm : fresh) {
            // A package cut in its payload has a good signature, and servers take it without a word.
            trusting.verify(rpm.file()).checkPayload();
            progress.advance(1, rpm.pin().name().toString());
        }
    }

    // Pulp takes packages that differ only in their epoch for the same one, and so do their files' names.
    private static String fileName(SignedRpm rpm) {
        return rpm.pin().name().fileName();
    }

    private static void refuseOther(@Nullable String there, SignedRpm rpm, String where) {
        if (there != null && !there.equals(rpm.pin().sha256())) {
            throw new Failure(
                    Reason.CONFLICT,
                    "The name " + fileName(rpm) + " is taken in " + where + " by other bytes: sha256 " + there
                            + " there, " + rpm.pin().sha256() + " in " + rpm.file() + ".",
                    "Build the package with a new version or release; a published name never changes its bytes.");
        }
    }
}
