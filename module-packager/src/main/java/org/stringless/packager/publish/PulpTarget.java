package org.stringless.packager.publish;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stringless.io.http.Transport;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.progress.Progress;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.ReleaseId;
import org.stringless.packager.pulp.PulpClient;
import org.stringless.packager.pulp.PulpPackage;
import org.stringless.packager.pulp.RpmDistribution;
import org.stringless.packager.pulp.RpmRepository;
import org.stringless.packager.rpm.SignedRpm;

/**
 * A repository of a Pulp server. It is served at base path {@code <repository>/all}; each channel is a repository {@code
 * <repository>-channel-<name>} served at {@code <repository>/channels/<name>}.
 */
public final class PulpTarget implements Target {
    // Others may publish at the same time; each settles on the newest version, so a few rounds are plenty.
    private static final int ROUNDS = 5;

    private final PulpClient pulp;
    private final String server;
    private final String repository;
    private final Optional<String> signingService;
    private final Transport transport;
    private @Nullable PublishedFiles files;
    private volatile @Nullable URI address; // once it is served, it stays where it is
    private @Nullable CompletableFuture<Optional<String>> serving;
    private Optional<RpmRepository> seen = Optional.empty();

    /**
     * @param server for messages
     * @param repository name in Pulp; made when it is not there
     * @param signingService href or name of Pulp's metadata signing service, for repositories that are made here
     * @param transport how served files are fetched
     */
    public PulpTarget(
            PulpClient pulp, String server, String repository, Optional<String> signingService, Transport transport) {
        this.pulp = pulp;
        this.server = server;
        this.repository = repository;
        this.signingService = signingService;
        this.transport = transport;
    }

    @Override
    public String name() {
        return "pulp:" + server + "#" + repository;
    }

    @Override
    public URI address() {
        return packages().resolve("..");
    }

    @Override
    public URI packages() {
        URI known = address;
        if (known != null) {
            return known;
        }
        return distribution()
                .map(RpmDistribution::address)
                .orElseThrow(() -> new Failure(
                        Reason.NOT_PUBLISHED,
                        "Pulp's repository " + repository + " is not served yet.",
                        "Publish to it first with 'stringless publish'."));
    }

    @Override
    public List<PackagePin> named(Collection<String> names) {
        // Who asks for names is about to add some; that starts with what is served.
        serving = CompletableFuture.supplyAsync(this::served);
        seen = pulp.repositories().find(repository);
        return seen.map(found -> pulp.packages().named(found.latestVersion(), names)).orElse(List.of()).stream()
                .map(PulpPackage::pin)
                .toList();
    }

    @Override
    public List<PackagePin> releases(ReleaseId id) {
        return pulp
                .repositories()
                .find(repository)
                .map(found -> pulp.packages().beginning(found.latestVersion(), "stringless-release-", id.text()))
                .orElse(List.of())
                .stream()
                .map(PulpPackage::pin)
                .toList();
    }

    @Override
    public void fetch(PackagePin pin, Path to) throws IOException {
        if (files == null) {
            files = new PublishedFiles(packages(), transport);
        }
        files.fetch(pin, to);
    }

    @Override
    public void add(List<SignedRpm> packages, Progress progress) {
        Optional<String> shown = serving == null ? served() : serving.join();
        serving = null;
        if (packages.isEmpty() && shown.isPresent() && shown.equals(seen.map(RpmRepository::latestVersion))) {
            return;
        }
        RpmRepository found = pulp.repositories()
                .find(repository)
                .orElseGet(() -> pulp.repositories().create(repository, signingService));
        if (!packages.isEmpty()) {
            List<String> hrefs = new PulpUploads(pulp.packages(), progress).upload(packages);
            progress.begin("publishing", 0);
            Set<String> union = digests(found.latestVersion());
            packages.forEach(one -> union.add(one.pin().sha256()));
            String version = pulp.repositories().add(found, hrefs);
            check(found, version, union);
        }
        serveNewest(found);
        files = null;
    }

    // Pulp drops twins and replaces namesakes without a word, so the version is compared with what it must hold.
    private void check(RpmRepository before, String version, Set<String> union) {
        Set<String> now = digests(version);
        boolean next = RpmRepository.number(version) <= RpmRepository.number(before.latestVersion()) + 1;
        // With another publisher's version in between, theirs may be there too.
        if (next ? !now.equals(union) : !now.containsAll(union)) {
            throw new Failure(
                    Reason.TARGET_REFUSED,
                    "Version " + RpmRepository.number(version) + " of Pulp's repository " + repository + " holds "
                            + now.size() + " packages where " + union.size() + " must be; it is not served.",
                    "Look at the repository's settings and at who else changes it, then repeat the command.");
        }
    }

    private void serveNewest(RpmRepository found) {
        for (int round = 0; round < ROUNDS; round++) {
            String newest = pulp.repositories().latestVersion(found);
            if (served().equals(Optional.of(newest))) {
                return;
            }
            pulp.distributions()
                    .switchTo(
                            repository, repository + "/all", pulp.publications().of(newest));
        }
        throw new Failure(
                Reason.TARGET_REFUSED,
                "Pulp's repository " + repository + " changes faster than it can be published.",
                "See who else publishes to it, then repeat the command.");
    }

    private Optional<RpmDistribution> distribution() {
        Optional<RpmDistribution> found = pulp.distributions().find(repository);
        found.ifPresent(distribution -> address = distribution.address());
        return found;
    }

    private Optional<String> served() {
        return distribution()
                .flatMap(RpmDistribution::publication)
                .map(publication -> pulp.publications().version(publication));
    }

    private Set<String> digests(String version) {
        return pulp.packages().of(version).stream()
                .map(one -> one.pin().sha256())
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public TargetChannel channel(ChannelName channel) {
        return new PulpChannel(
                pulp,
                repository + "-channel-" + channel,
                repository + "/channels/" + channel,
                signingService,
                transport,
                "stringless-channel-" + channel);
    }
}
