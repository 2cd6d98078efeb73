package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stringless.io.http.Transport;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.pulp.PulpClient;
import org.stringless.packager.pulp.PulpPackage;
import org.stringless.packager.pulp.RpmDistribution;
import org.stringless.packager.pulp.RpmRepository;
import org.stringless.packager.rpm.SignedRpm;

/** A channel on a Pulp server: a repository of packages that Pulp has already, whose distribution is switched by one PATCH. */
final class PulpChannel implements TargetChannel {
    private static final String NONE = "none";

    private final PulpClient pulp;
    private final String repository;
    private final String path;
    private final Optional<String> signingService;
    private final Transport transport;
    private final String pointerName;
    private @Nullable PublishedFiles files;

    PulpChannel(
            PulpClient pulp,
            String repository,
            String path,
            Optional<String> signingService,
            Transport transport,
            String pointerName) {
        this.pulp = pulp;
        this.repository = repository;
        this.path = path;
        this.signingService = signingService;
        this.transport = transport;
        this.pointerName = pointerName;
    }

    @Override
    public URI address() {
        return pulp.distributions()
                .find(repository)
                .map(RpmDistribution::address)
                .orElseThrow(() -> new Failure(
                        Reason.NOT_PUBLISHED,
                        "Pulp serves nothing at " + path + " yet.",
                        "Promote a release first with 'stringless channel promote'."));
    }

    @Override
    public Content content() {
        Optional<RpmRepository> found = pulp.repositories().find(repository);
        if (found.isEmpty()) {
            return new Content(List.of(), 0, NONE);
        }
        String newest = found.get().latestVersion();
        Optional<String> served = pulp.distributions()
                .find(repository)
                .flatMap(RpmDistribution::publication)
                .map(publication -> pulp.publications().version(publication));
        List<PackagePin> packages = served.map(this::pins).orElse(List.of());
        List<PackagePin> left = served.equals(Optional.of(newest)) ? packages : pins(newest);
        return new Content(
                packages,
                Math.max(PointerSerials.newest(pointerName, packages), PointerSerials.newest(pointerName, left)),
                newest);
    }

    @Override
    public void fetch(PackagePin pin, Path to) throws IOException {
        if (files == null) {
            files = new PublishedFiles(address(), transport);
        }
        files.fetch(pin, to);
    }

    @Override
    public void replace(Content before, List<PackagePin> kept, SignedRpm pointer) {
        RpmRepository found = pulp.repositories()
                .find(repository)
                .orElseGet(() -> pulp.repositories().create(repository, signingService));
        boolean first = before.state().equals(NONE) && RpmRepository.number(found.latestVersion()) == 0;
        if (!first && !before.state().equals(found.latestVersion())) {
            throw moved();
        }
        Set<String> wanted = kept.stream().map(PackagePin::sha256).collect(Collectors.toCollection(HashSet::new));
        List<String> hrefs = new ArrayList<>(hrefs(kept));
        hrefs.add(pulp.packages().upload(pointer.file(), pointer.pin()));
        wanted.add(pointer.pin().sha256());
        String version = pulp.repositories().replace(found, hrefs);
        if (RpmRepository.number(version) != RpmRepository.number(found.latestVersion()) + 1) {
            throw moved();
        }
        requireExactly(version, wanted);
        String publication = pulp.publications().of(version);
        if (!pulp.repositories().latestVersion(found).equals(version)) {
            throw moved();
        }
        pulp.distributions().serve(repository, path, publication);
        files = null;
    }

    private void requireExactly(String version, Set<String> wanted) {
        Set<String> now = pins(version).stream().map(PackagePin::sha256).collect(Collectors.toSet());
        if (!now.equals(wanted)) {
            throw new Failure(
                    Reason.TARGET_REFUSED,
                    "Version " + RpmRepository.number(version) + " of Pulp's repository " + repository + " holds "
                            + now.size() + " packages where " + wanted.size() + " must be; it is not served.",
                    "Look at the repository's settings and at who else changes it, then repeat the command.");
        }
    }

    private List<String> hrefs(List<PackagePin> kept) {
        Map<String, String> known =
                pulp.packages().known(kept.stream().map(PackagePin::sha256).toList());
        return kept.stream()
                .map(pin -> Optional.ofNullable(known.get(pin.sha256()))
                        .orElseThrow(() -> new Failure(
                                Reason.NOT_PUBLISHED,
                                "Pulp has no " + pin.name().fileName() + " with sha256 " + pin.sha256() + ".",
                                "Publish it first with 'stringless publish'.")))
                .toList();
    }

    private List<PackagePin> pins(String version) {
        return pulp.packages().of(version).stream().map(PulpPackage::pin).toList();
    }

    private Failure moved() {
        return new Failure(
                Reason.TARGET_REFUSED,
                "Someone else moved Pulp's repository " + repository + " in the meantime; nothing was switched.",
                "Look at 'stringless channel show', then repeat the command if it is still wanted.");
    }
}
