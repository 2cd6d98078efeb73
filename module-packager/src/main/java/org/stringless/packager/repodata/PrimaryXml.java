package org.stringless.packager.repodata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stringless.releasewire.rpm.RpmHeader;
import org.stringless.releasewire.rpm.RpmTag;

/** {@code primary.xml}: what a solver needs to know. */
final class PrimaryXml {
    static final Map<String, String> NAMESPACES =
            Map.of("", "http://linux.duke.edu/metadata/common", "rpm", "http://linux.duke.edu/metadata/rpm");

    private PrimaryXml() {}

    static void write(MetadataXml xml, RepositoryPackage one) {
        RpmHeader header = one.rpm().header();
        String built = String.valueOf(header.number(RpmTag.BUILDTIME, 0));
        xml.begin("package", "type", "rpm");
        xml.element("name", one.pin().name().name());
        xml.element("arch", header.text(RpmTag.ARCH, "noarch"));
        xml.empty("version", version(one));
        xml.element("checksum", one.pin().sha256(), "type", "sha256", "pkgid", "YES");
        xml.element("summary", header.text(RpmTag.SUMMARY, ""));
        xml.element("description", header.text(RpmTag.DESCRIPTION, ""));
        xml.element("packager", header.text(RpmTag.PACKAGER, ""));
        xml.element("url", header.text(RpmTag.URL, ""));
        // A file's own time is an accident of copying; the same packages shall give the same index.
        xml.empty("time", "file", built, "build", built);
        xml.empty("size", size(one));
        xml.empty("location", "href", one.location());
        xml.begin("format");
        format(xml, one);
        xml.end();
        xml.end();
    }

    /** Epoch, version and release as all three documents name them. */
    static String[] version(RepositoryPackage one) {
        return new String[] {
            "epoch", String.valueOf(one.pin().name().epoch()),
            "ver", one.pin().name().version(),
            "rel", one.pin().name().release()
        };
    }

    private static String[] size(RepositoryPackage one) {
        RpmHeader header = one.rpm().header();
        long installed = header.has(RpmTag.LONGSIZE) ? header.number(RpmTag.LONGSIZE) : header.number(RpmTag.SIZE, 0);
        return new String[] {
            "package", String.valueOf(one.pin().size()),
            "installed", String.valueOf(installed),
            "archive", String.valueOf(one.rpm().archiveSize())
        };
    }

    private static void format(MetadataXml xml, RepositoryPackage one) {
        RpmHeader header = one.rpm().header();
        xml.element("rpm:license", header.text(RpmTag.LICENSE, ""));
        xml.element("rpm:vendor", header.text(RpmTag.VENDOR, ""));
        xml.element("rpm:group", header.text(RpmTag.GROUP, "Unspecified"));
        xml.element("rpm:buildhost", header.text(RpmTag.BUILDHOST, ""));
        xml.element("rpm:sourcerpm", header.text(RpmTag.SOURCERPM, ""));
        xml.empty(
                "rpm:header-range",
                "start",
                String.valueOf(one.rpm().headerOffset()),
                "end",
                String.valueOf(one.rpm().payloadOffset()));
        for (Dependency.Kind kind : Dependency.Kind.values()) {
            List<Dependency> dependencies = Dependency.of(header, kind);
            if (!dependencies.isEmpty()) {
                xml.begin("rpm:" + kind.name().toLowerCase(Locale.ROOT));
                dependencies.forEach(dependency -> xml.empty("rpm:entry", entry(dependency)));
                xml.end();
            }
        }
        PackagedFile.of(header).stream().filter(PackagedFile::primary).forEach(file -> file(xml, file));
    }

    private static String[] entry(Dependency dependency) {
        List<String> attributes = new ArrayList<>(List.of("name", dependency.name()));
        if (!dependency.comparison().isEmpty()) {
            attributes.addAll(List.of("flags", dependency.comparison(), "epoch", dependency.epoch()));
            attributes.addAll(List.of("ver", dependency.upstream()));
            if (!dependency.release().isEmpty()) {
                attributes.addAll(List.of("rel", dependency.release()));
            }
        }
        if (dependency.before()) {
            attributes.addAll(List.of("pre", "1"));
        }
        return attributes.toArray(String[]::new);
    }

    /** A file's element, the same in two documents. */
    static void file(MetadataXml xml, PackagedFile file) {
        if (file.type().isEmpty()) {
            xml.element("file", file.path());
        } else {
            xml.element("file", file.path(), "type", file.type());
        }
    }
}
