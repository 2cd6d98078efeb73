package org.stringless.packager.repodata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.stringless.io.file.Sha256;

/** Writes primary, filelists, other and repomd of a set of packages, with the content {@code createrepo_c} gives them. */
public final class RepodataWriter {
    private static final String REPO = "http://linux.duke.edu/metadata/repo";

    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to a file; nobody compares them
    private record DataFile(String type, String name, byte[] open, byte[] compressed) {}

    /**
     * The index of these packages; the same packages and revision give the same bytes.
     *
     * @param revision stands in {@code repomd.xml} for people and programs that compare ages
     */
    public Repodata write(List<RepositoryPackage> packages, Instant revision) {
        List<RepositoryPackage> sorted = packages.stream()
                .sorted(Comparator.comparing(RepositoryPackage::location))
                .toList();
        List<DataFile> data = List.of(
                data("primary", "metadata", PrimaryXml.NAMESPACES, sorted, PrimaryXml::write),
                data("filelists", "filelists", FilelistsXml.NAMESPACES, sorted, FilelistsXml::write),
                data("other", "otherdata", OtherXml.NAMESPACES, sorted, OtherXml::write));
        Map<String, byte[]> files = new LinkedHashMap<>();
        data.forEach(file -> files.put(file.name(), file.compressed()));
        return new Repodata(repomd(data, revision.getEpochSecond()), files);
    }

    private static DataFile data(
            String type,
            String root,
            Map<String, String> namespaces,
            List<RepositoryPackage> packages,
            BiConsumer<MetadataXml, RepositoryPackage> each) {
        MetadataXml xml = new MetadataXml();
        xml.begin(root, namespaces, "packages", String.valueOf(packages.size()));
        packages.forEach(one -> each.accept(xml, one));
        xml.end();
        byte[] open = xml.bytes();
        byte[] compressed = gzip(open);
        return new DataFile(type, Sha256.of(compressed) + "-" + type + ".xml.gz", open, compressed);
    }

    private static byte[] repomd(List<DataFile> data, long revision) {
        MetadataXml xml = new MetadataXml();
        xml.begin("repomd", Map.of("", REPO, "rpm", "http://linux.duke.edu/metadata/rpm"));
        xml.element("revision", String.valueOf(revision));
        for (DataFile file : data) {
            xml.begin("data", "type", file.type());
            xml.element("checksum", Sha256.of(file.compressed()), "type", "sha256");
            xml.element("open-checksum", Sha256.of(file.open()), "type", "sha256");
            xml.empty("location", "href", "repodata/" + file.name());
            xml.element("timestamp", String.valueOf(revision));
            xml.element("size", String.valueOf(file.compressed().length));
            xml.element("open-size", String.valueOf(file.open().length));
            xml.end();
        }
        xml.end();
        return xml.bytes();
    }

    // Java's header of a gzip file has neither name nor time: the same bytes for the same content.
    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
