package org.stringless.releasewire.repodata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * {@code repodata/repomd.xml}: where the repository's index files lie.
 *
 * @param revision as the repository's maker counts, usually a time
 * @param files by their kind, {@code primary}, {@code filelists}
 */
public record Repomd(String revision, Map<String, IndexFile> files) {
    /** Most bytes that a {@code repomd.xml} may have. */
    public static final int LIMIT = 256 << 10;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * One index file.
     *
     * @param href its place, relative to the repository's address
     * @param sha256 of the file as it lies there
     * @param size of the file in bytes, when it is given
     */
    public record IndexFile(String href, String sha256, Optional<Long> size) {}

    /** Copies the map. */
    public Repomd {
        files = Map.copyOf(files);
    }

    /** Reads the document; {@link Reason#REPOSITORY_BROKEN} when it is none. */
    public static Repomd parse(byte[] document) {
        String revision = "";
        Map<String, IndexFile> files = new LinkedHashMap<>();
        try (SafeXml xml = new SafeXml(document, LIMIT, "repomd.xml")) {
            while (xml.next()) {
                if (xml.begins("revision")) {
                    revision = xml.text();
                } else if (xml.begins("data")) {
                    String kind = xml.attribute("type");
                    indexFile(xml).ifPresent(file -> files.putIfAbsent(kind, file));
                }
            }
        }
        return new Repomd(revision, files);
    }

    /** The list of packages; {@link Reason#REPOSITORY_BROKEN} when the document names none. */
    public IndexFile primary() {
        IndexFile primary = files.get("primary");
        if (primary == null) {
            throw new Failure(
                    Reason.REPOSITORY_BROKEN,
                    "The repository's repomd.xml names no primary index with a SHA-256.",
                    "Publish the repository again, or check that the address is a repository's.");
        }
        return primary;
    }

    private static Optional<IndexFile> indexFile(SafeXml xml) {
        String href = "";
        String sha256 = "";
        Optional<Long> size = Optional.empty();
        while (xml.next() && !xml.ends("data")) {
            if (xml.begins("location")) {
                href = xml.attribute("href");
            } else if (xml.begins("checksum") && xml.attribute("type").equals("sha256")) {
                sha256 = xml.text();
            } else if (xml.begins("size")) {
                size = PrimaryIndex.number(xml.text());
            }
        }
        return href.isEmpty() || !SHA256.matcher(sha256).matches()
                ? Optional.empty()
                : Optional.of(new IndexFile(href, sha256, size));
    }
}
