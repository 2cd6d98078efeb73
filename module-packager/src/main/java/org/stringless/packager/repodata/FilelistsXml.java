package org.stringless.packager.repodata;

import java.util.Map;
import org.stringless.releasewire.rpm.RpmTag;

/** {@code filelists.xml}: all files of all packages. */
final class FilelistsXml {
    static final Map<String, String> NAMESPACES = Map.of("", "http://linux.duke.edu/metadata/filelists");

    private FilelistsXml() {}

    static void write(MetadataXml xml, RepositoryPackage one) {
        begin(xml, one);
        PackagedFile.of(one.rpm().header()).forEach(file -> PrimaryXml.file(xml, file));
        xml.end();
    }

    /** The package's element with its version, the same in two documents. */
    static void begin(MetadataXml xml, RepositoryPackage one) {
        xml.begin(
                "package",
                "pkgid",
                one.pin().sha256(),
                "name",
                one.pin().name().name(),
                "arch",
                one.rpm().header().text(RpmTag.ARCH, "noarch"));
        xml.empty("version", PrimaryXml.version(one));
    }
}
