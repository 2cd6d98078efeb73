package org.stringless.packager.rpm;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;
import org.redline_rpm.payload.CpioHeader;
import org.stringless.io.file.Sha256;
import org.stringless.model.module.TreeEntry;
import org.stringless.packager.tree.TreeFile;

/**
 * Packs the files of a package: a cpio archive of the form "newc", compressed. Redline would do that twice, once only for the digest that stands
 * in the header before it.
 */
final class PayloadWriter {
    private static final int BUFFER = 1 << 16;
    private static final String MAGIC = "070701";
    private static final String END = "TRAILER!!!";
    /** What rpm is told of the payload since ever; nothing depends on it. */
    private static final String DEFLATE_LEVEL = "9";

    private static final int DEVICE_MAJOR = 9;
    private static final int DEVICE_MINOR = 1;

    private final OutputStream archive;
    private final byte[] buffer = new byte[BUFFER];
    private long written;

    private PayloadWriter(OutputStream archive) {
        this.archive = archive;
    }

    /** Reads all files and writes them deflated to this one. */
    static Payload deflated(PayloadContents contents, Path file) throws IOException {
        MessageDigest packed = Sha256.digest();
        MessageDigest plain = Sha256.digest();
        long unpackedSize;
        // Wide buffers, since each call of the deflater crosses into native code.
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), packed);
                OutputStream archive = archive(new GZIPOutputStream(out, BUFFER), plain)) {
            unpackedSize = new PayloadWriter(archive).write(contents);
        }
        return new Payload(
                file,
                Files.size(file),
                unpackedSize,
                Sha256.hex(packed.digest()),
                Sha256.hex(plain.digest()),
                DEFLATE_LEVEL);
    }

    /** Reads all files and writes them packed by xz to the file {@link XzFile#beside} this one. */
    static Payload byXz(PayloadContents contents, Path file) throws IOException {
        MessageDigest plain = Sha256.digest();
        long unpackedSize;
        try (OutputStream archive = archive(Files.newOutputStream(file), plain)) {
            unpackedSize = new PayloadWriter(archive).write(contents);
        }
        Path packed = XzFile.pack(file);
        return new Payload(
                packed, Files.size(packed), unpackedSize, Sha256.of(packed), Sha256.hex(plain.digest()), XzFile.LEVEL);
    }

    private static OutputStream archive(OutputStream to, MessageDigest plain) {
        return new BufferedOutputStream(new DigestOutputStream(to, plain), BUFFER);
    }

    private long write(PayloadContents contents) throws IOException {
        for (CpioHeader entry : contents.entries()) {
            header(entry, "." + entry.getName());
            TreeFile file = contents.file(entry);
            if (file.entry() instanceof TreeEntry.RegularFile regular) {
                copy(entry.getName(), regular, file);
            } else if (file.entry() instanceof TreeEntry.Link link) {
                write(link.target().getBytes(StandardCharsets.UTF_8));
            }
            pad();
        }
        header(new CpioHeader(), END);
        return written;
    }

    private void copy(String name, TreeEntry.RegularFile regular, TreeFile file) throws IOException {
        try (InputStream in = new CheckedContent(name, regular, file.content().open())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                archive.write(buffer, 0, n);
                written += n;
            }
        }
    }

    private void header(CpioHeader entry, String name) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        int[] fields = {
            entry.getInode(),
            entry.getMode(),
            0, // owner
            0, // group
            1, // names of the file
            entry.getMtime(),
            entry.getFileSize(),
            DEVICE_MAJOR,
            DEVICE_MINOR,
            0, // major and minor number of a device file
            0,
            path.length + 1,
            0 // checksum
        };
        StringBuilder text = new StringBuilder(MAGIC);
        for (int field : fields) {
            for (int shift = Integer.SIZE - 4; shift >= 0; shift -= 4) {
                text.append(Character.forDigit((field >>> shift) & 0xf, 16));
            }
        }
        write(text.toString().getBytes(StandardCharsets.US_ASCII));
        write(path);
        write(new byte[1]);
        pad();
    }

    /** All in it begins at multiples of four. */
    private void pad() throws IOException {
        write(new byte[(int) -written & 3]);
    }

    private void write(byte[] bytes) throws IOException {
        archive.write(bytes);
        written += bytes.length;
    }
}
