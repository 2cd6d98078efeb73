package org.stringless.packager.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.redline_rpm.header.Architecture;
import org.redline_rpm.header.Header.HeaderTag;
import org.redline_rpm.header.Os;
import org.redline_rpm.header.RpmType;
import org.stringless.model.release.PackageName;
import org.stringless.packager.tree.TreeFile;

/**
 * Builds one unsigned package of trees below absolute directories, noarch unless told otherwise. The same calls give the same bytes: nothing of this machine, this
 * user or this moment goes into it. Everything in it belongs to root and is as old as the build time.
 */
public final class PayloadRpmBuilder {
    private static final String BUILD_HOST = "stringless";

    private final PackageName name;
    private final Instant buildTime;
    private final Map<String, TreeFile> payload = new LinkedHashMap<>();
    private final List<RpmRelation> requires = new ArrayList<>();
    private final List<RpmRelation> provides = new ArrayList<>();
    private String summary;
    private String description;
    private String author = "unknown";
    private String license = "unspecified";
    private String url = "";
    private Architecture architecture = Architecture.NOARCH;
    private Set<String> configuration = Set.of();
    private boolean xz;

    /** A package without content as yet. */
    public PayloadRpmBuilder(PackageName name, Instant buildTime) {
        this.name = name;
        this.buildTime = buildTime;
        this.summary = name.name();
        this.description = name.name();
    }

    /** One line, and a longer text, about what is inside. */
    public PayloadRpmBuilder describe(String newSummary, String newDescription) {
        summary = newSummary;
        description = newDescription;
        return this;
    }

    /** Who made what is inside. */
    public PayloadRpmBuilder author(String newAuthor) {
        author = newAuthor;
        return this;
    }

    /** License as its author names it. */
    public PayloadRpmBuilder license(String newLicense) {
        license = newLicense;
        return this;
    }

    /** Where it comes from; empty for nowhere. */
    public PayloadRpmBuilder url(String newUrl) {
        url = newUrl;
        return this;
    }

    /** Puts a tree below an absolute directory; that directory belongs to the package too, those above it do not. */
    public PayloadRpmBuilder tree(String directory, List<TreeFile> files) {
        payload.putIfAbsent(directory, TreeFile.directory(directory));
        for (TreeFile file : files) {
            String path = directory + "/" + file.entry().path();
            if (payload.putIfAbsent(path, file) != null) {
                throw new IllegalArgumentException(path + " is in the package twice");
            }
        }
        return this;
    }

    /** Puts entries at absolute paths; only those that are named belong to the package. */
    public PayloadRpmBuilder installed(SortedMap<String, TreeFile> files) {
        files.forEach((path, file) -> {
            if (payload.putIfAbsent(path, file) != null) {
                throw new IllegalArgumentException(path + " is in the package twice");
            }
        });
        return this;
    }

    /** Files that belong to the administrator: an upgrade leaves them as they are when they were changed. */
    public PayloadRpmBuilder configuration(Set<String> paths) {
        configuration = Set.copyOf(paths);
        return this;
    }

    /** The only kind of machine it is for. */
    public PayloadRpmBuilder architecture(Architecture newArchitecture) {
        architecture = newArchitecture;
        return this;
    }

    /** Packs by xz, which rpm and dnf read but nodes do not. */
    public PayloadRpmBuilder packedByXz() {
        xz = true;
        return this;
    }

    /** What it needs. */
    public PayloadRpmBuilder requires(List<RpmRelation> relations) {
        requires.addAll(relations);
        return this;
    }

    /** What it gives, besides its own name; no name may come twice. */
    public PayloadRpmBuilder provides(List<RpmRelation> relations) {
        provides.addAll(relations);
        return this;
    }

    /** Packs the payload into a temporary file in the directory of the package, which is made when missing. */
    public UnsignedRpm build(Path directory) throws IOException {
        Files.createDirectories(directory);
        String fileName = name.name() + "-" + name.version() + "-" + name.release() + "."
                + architecture.name().toLowerCase(Locale.ROOT) + ".rpm";
        Path packed = directory.resolve("." + fileName + ".payload");
        PayloadContents contents = new PayloadContents(buildTime);
        payload.forEach((path, entry) -> contents.add(path, entry, configuration.contains(path)));
        try {
            Payload written = xz ? PayloadWriter.byXz(contents, packed) : PayloadWriter.deflated(contents, packed);
            RedlineBuilder builder = redline();
            return new UnsignedRpm(
                    name,
                    directory.resolve(fileName),
                    buildTime,
                    builder.lead(),
                    builder.header(contents, written),
                    written);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(packed);
            Files.deleteIfExists(XzFile.beside(packed));
            throw e;
        }
    }

    private RedlineBuilder redline() {
        RedlineBuilder builder = new RedlineBuilder();
        builder.setType(RpmType.BINARY);
        builder.setPlatform(architecture, Os.LINUX);
        builder.setPackage(name.name(), name.version(), name.release(), name.epoch());
        builder.setSummary(PackageText.summary(summary));
        builder.setDescription(PackageText.wrapped(description));
        builder.setVendor(author);
        builder.setPackager(author);
        builder.setLicense(license);
        builder.setGroup("System/Configuration");
        builder.setUrl(url.isEmpty() ? null : url);
        builder.setBuildHost(BUILD_HOST);
        // Without the name of a source package rpm takes a package for one.
        builder.setSourceRpm(name.name() + "-" + name.version() + "-" + name.release() + ".src.rpm");
        builder.addHeaderEntry(HeaderTag.BUILDTIME, (int) buildTime.getEpochSecond());
        builder.addHeaderEntry(HeaderTag.CHANGELOGTIME, (int) buildTime.getEpochSecond());
        builder.addHeaderEntry(
                HeaderTag.CHANGELOGNAME, author + " - " + name.epoch() + ":" + name.version() + "-" + name.release());
        builder.addHeaderEntry(HeaderTag.CHANGELOGTEXT, "- packaged by Stringless");
        builder.relations(new TreeSet<>(requires), provides);
        if (xz) {
            builder.packedByXz();
        }
        return builder;
    }
}
