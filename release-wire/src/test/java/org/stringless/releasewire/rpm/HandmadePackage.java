package org.stringless.releasewire.rpm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.stringless.io.file.Sha256;

/** A package put together by hand: correctly signed, and holding whatever it should not. */
final class HandmadePackage {
    static final int FILE = 0100644;
    static final int DIRECTORY = 0040755;
    static final int LINK = 0120777;

    /** One file, as the table or as the payload tells of it. */
    record Entry(String path, int mode, byte[] content, int size, int links) {
        boolean isLink() {
            return (mode & 0170000) == 0120000;
        }

        String digest() {
            return (mode & 0170000) == 0100000 ? Sha256.of(content) : "";
        }
    }

    /** Signs a header. */
    interface Signer {
        byte[] sign(byte[] header) throws IOException;
    }

    final List<Entry> table = new ArrayList<>();
    final List<Entry> payload = new ArrayList<>();
    private String name = "puppet-module-example-demo";
    private byte[] behindThePayload = new byte[0];
    private byte[] behindTheArchive = new byte[0];
    private int flags;
    private HandmadeHeader header = new HandmadeHeader(RpmTag.HEADERIMMUTABLE);

    /** One with an ordinary module in it. */
    static HandmadePackage ordinary() {
        return new HandmadePackage()
                .add("/usr/share/puppet/modules/demo", DIRECTORY, "")
                .add("/usr/share/puppet/modules/demo/manifests", DIRECTORY, "")
                .add("/usr/share/puppet/modules/demo/manifests/init.pp", FILE, "class demo {}\n");
    }

    HandmadePackage add(String path, int mode, String content) {
        return inTable(path, mode, content).inPayload(path, mode, content, 1);
    }

    HandmadePackage inTable(String path, int mode, String content) {
        table.add(entry(path, mode, content, 1));
        return this;
    }

    HandmadePackage inPayload(String path, int mode, String content, int links) {
        payload.add(entry(path, mode, content, links));
        return this;
    }

    /** A file that the table says has so many bytes, whatever it has. */
    HandmadePackage claiming(String path, int size) {
        table.add(new Entry(path, FILE, new byte[0], size, 1));
        return inPayload(path, FILE, "", 1);
    }

    private static Entry entry(String path, int mode, String content, int links) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Entry(path, mode, bytes, bytes.length, links);
    }

    HandmadePackage name(String other) {
        name = other;
        return this;
    }

    HandmadePackage flags(int all) {
        flags = all;
        return this;
    }

    /** Bytes inside the signed, compressed payload, behind the archive. */
    HandmadePackage behindTheArchive(String bytes) {
        behindTheArchive = bytes.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Bytes at the file's end that nobody signed. */
    HandmadePackage behindThePayload(String bytes) {
        behindThePayload = bytes.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** One more tag in the main header. */
    HandmadePackage script(int tag) throws IOException {
        header.text(tag, "touch /tmp/owned");
        return this;
    }

    Path write(Path file, Signer signer) throws IOException {
        byte[] packed = packed();
        byte[] main = mainHeader(packed);
        byte[] signatures = new HandmadeHeader(RpmTag.HEADERSIGNATURES)
                .bytes(RpmTag.DSAHEADER, signer.sign(main))
                .text(RpmTag.SHA256HEADER, Sha256.of(main))
                .encode();
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] lead = new byte[96];
            System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xab, (byte) 0xee, (byte) 0xdb, 3}, 0, lead, 0, 5);
            lead[79] = 5;
            out.write(lead);
            out.write(signatures);
            out.write(new byte[(8 - signatures.length % 8) % 8]);
            out.write(main);
            out.write(packed);
            out.write(behindThePayload);
        }
        return file;
    }

    private byte[] mainHeader(byte[] packed) throws IOException {
        HandmadeHeader main = header;
        main.text(RpmTag.NAME, name)
                .text(RpmTag.VERSION, "1.0.0")
                .text(RpmTag.RELEASE, "1")
                .text(RpmTag.ARCH, "noarch")
                .numbers(RpmTag.FILESIZES, column(Entry::size))
                .shorts(RpmTag.FILEMODES, column(entry -> entry.mode))
                .texts(RpmTag.FILEDIGESTS, table.stream().map(Entry::digest).toList())
                .texts(
                        RpmTag.FILELINKTOS,
                        table.stream()
                                .map(entry -> entry.isLink() ? new String(entry.content, StandardCharsets.UTF_8) : "")
                                .toList())
                .numbers(RpmTag.FILEFLAGS, column(entry -> flags))
                .numbers(RpmTag.DIRINDEXES, column(table::indexOf))
                .texts(
                        RpmTag.BASENAMES,
                        table.stream()
                                .map(entry -> entry.path.substring(slash(entry)))
                                .toList())
                .texts(
                        RpmTag.DIRNAMES,
                        table.stream()
                                .map(entry -> entry.path.substring(0, slash(entry)))
                                .toList())
                .text(RpmTag.PAYLOADFORMAT, "cpio")
                .text(RpmTag.PAYLOADCOMPRESSOR, "gzip")
                .numbers(RpmTag.FILEDIGESTALGO, List.of(8))
                .texts(RpmTag.PAYLOADDIGEST, List.of(Sha256.of(packed)))
                .numbers(RpmTag.PAYLOADDIGESTALGO, List.of(8));
        return main.encode();
    }

    private static int slash(Entry entry) {
        return entry.path.lastIndexOf('/') + 1;
    }

    private List<Integer> column(ToIntFunction<Entry> value) {
        return table.stream().map(entry -> value.applyAsInt(entry)).toList();
    }

    private byte[] packed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            for (Entry entry : payload) {
                cpio(out, "." + entry.path, entry);
            }
            cpio(out, "TRAILER!!!", entry("", 0, "", 1));
            out.write(behindTheArchive);
        }
        return packed.toByteArray();
    }

    private static void cpio(OutputStream out, String name, Entry entry) throws IOException {
        byte[] bytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
        String fields = String.format(
                "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
                1, entry.mode, 0, 0, entry.links, 0, entry.content.length, 0, 0, 0, 0, bytes.length, 0);
        out.write(fields.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write(new byte[(4 - (110 + bytes.length) % 4) % 4]);
        out.write(entry.content);
        out.write(new byte[(4 - entry.content.length % 4) % 4]);
    }
}
