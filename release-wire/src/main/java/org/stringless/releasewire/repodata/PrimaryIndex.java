package org.stringless.releasewire.repodata;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;

/**
 * {@code primary.xml}: the packages of a repository. Packages that cannot be ours (another architecture, no SHA-256, a name outside our
 * rules) are passed over.
 */
public record PrimaryIndex(List<IndexedPackage> packages) {
    /** Most bytes the file may have as it lies in the repository, gzipped or not. */
    public static final int LIMIT = 16 << 20;

    private static final long OPEN_LIMIT = 256L << 20;
    private static final int MOST_PACKAGES = 100_000;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PLACE = 1024;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Copies the list. */
    public PrimaryIndex {
        packages = List.copyOf(packages);
    }

    /** Reads the document, plain or gzipped; {@link Reason#REPOSITORY_BROKEN} when it is none. */
    public static PrimaryIndex parse(byte[] document) {
        List<IndexedPackage> packages = new ArrayList<>();
        try (SafeXml xml = new SafeXml(document, OPEN_LIMIT, "primary index")) {
            while (xml.next()) {
                if (xml.begins("package")) {
                    new PackageElement().read(xml).ifPresent(packages::add);
                    if (packages.size() > MOST_PACKAGES) {
                        throw xml.broken(new IOException("it lists more than " + MOST_PACKAGES + " packages"));
                    }
                }
            }
        }
        return new PrimaryIndex(packages);
    }

    static Optional<Long> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** One element while it is being read. */
    private static final class PackageElement {
        private String name = "";
        private String architecture = "";
        private String epoch = "0";
        private String version = "";
        private String release = "";
        private String sha256 = "";
        private String size = "";
        private String href = "";

        Optional<IndexedPackage> read(SafeXml xml) {
            while (xml.next() && !xml.ends("package")) {
                if (xml.begins("name")) {
                    name = xml.text();
                } else if (xml.begins("arch")) {
                    architecture = xml.text();
                } else if (xml.begins("version")) {
                    epoch = xml.attribute("epoch").isEmpty() ? "0" : xml.attribute("epoch");
                    version = xml.attribute("ver");
                    release = xml.attribute("rel");
                } else if (xml.begins("checksum") && xml.attribute("type").equals("sha256")) {
                    sha256 = xml.text();
                } else if (xml.begins("size")) {
                    size = xml.attribute("package");
                } else if (xml.begins("location")) {
                    href = xml.attribute("href");
                }
            }
            return indexed();
        }

        private Optional<IndexedPackage> indexed() {
            Optional<Long> bytes = number(size);
            if (!architecture.equals("noarch")
                    || !SHA256.matcher(sha256).matches()
                    || bytes.isEmpty()
                    || name.length() + version.length() + release.length() > LONGEST_NAME
                    || href.isEmpty()
                    || href.length() > LONGEST_PLACE) {
                return Optional.empty();
            }
            try {
                PackageName full = new PackageName(name, Integer.parseInt(epoch), version, release);
                return Optional.of(new IndexedPackage(full, sha256, bytes.get(), href));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
