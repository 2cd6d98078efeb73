package org.stringless.releasewire.rpm;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * A package's payload, read once from end to end: decompressed, held against the signed file table entry by entry, and digested as it lies
 * in the file. Whoever takes its files must not use them before {@link #walk} has returned.
 */
final class Payload {
    /** Takes the files' contents, in the payload's order. Directories come with empty content, links with their target. */
    interface Taker {
        void take(FileTable.Row row, InputStream content) throws IOException;
    }

    private static final int SHA_256 = 8;
    private static final int BUFFER = 64 * 1024;

    /** Lets the decompressor be closed, which frees native memory, without closing what it reads from. */
    private static final class StaysOpen extends FilterInputStream {
        StaysOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    private final RpmPackage rpm;
    private final FileTable table;

    /** The payload of a package whose header has been verified. */
    Payload(RpmPackage rpm) {
        this.rpm = rpm;
        try {
            this.table = new FileTable(rpm.header(), rpm.size() - rpm.payloadOffset());
        } catch (MalformedPackageException e) {
            throw PackageTrouble.refused(rpm.file(), e);
        }
    }

    FileTable table() {
        return table;
    }

    /**
     * Hands every file to the taker, and returns when all is as it was signed.
     *
     * @throws Failure {@link Reason#UNVERIFIED} when the payload is not the signed one, {@link Reason#PACKAGE_REFUSED} when it is, but does
     *     not hold what the signed table lists
     * @throws IOException from the file or from the taker
     */
    void walk(Taker taker) throws IOException {
        MessageDigest sha256 = Sha256.digest();
        Optional<MessageDigest> md5 = md5();
        try (InputStream file = Files.newInputStream(rpm.file())) {
            file.skipNBytes(rpm.payloadOffset());
            InputStream packed = new DigestInputStream(file, sha256);
            if (md5.isPresent()) {
                packed = new DigestInputStream(packed, md5.get());
            }
            @Nullable MalformedPackageException trouble = read(packed, taker);
            // To the very end: bytes that no archive needs are bytes that nobody signed.
            packed.transferTo(OutputStream.nullOutputStream());
            checkDigests(sha256, md5);
            if (trouble != null) {
                throw PackageTrouble.refused(rpm.file(), trouble);
            }
        }
    }

    private @Nullable MalformedPackageException read(InputStream packed, Taker taker) throws IOException {
        try (InputStream archive = new GZIPInputStream(new StaysOpen(packed), BUFFER)) {
            readArchive(new CpioReader(archive), taker);
            return null;
        } catch (MalformedPackageException e) {
            return e;
        } catch (ZipException | EOFException e) {
            return new MalformedPackageException("has a torn payload (" + e.getMessage() + ")");
        }
    }

    private void readArchive(CpioReader archive, Taker taker) throws IOException {
        Set<String> missing = new HashSet<>();
        table.rows().forEach(row -> missing.add(row.path()));
        for (CpioReader.Entry entry = archive.next(); entry != null; entry = archive.next()) {
            FileTable.Row row =
                    entry.name().startsWith("./") ? table.row(entry.name().substring(1)) : null;
            if (row == null || !missing.remove(row.path())) {
                throw new MalformedPackageException(
                        "has '" + entry.name() + "' in its payload, which its file table does not list");
            }
            take(row, entry, archive.content(), taker);
        }
        if (!missing.isEmpty()) {
            throw new MalformedPackageException(
                    "lists '" + missing.iterator().next() + "', which is not in its payload");
        }
    }

    private static void take(FileTable.Row row, CpioReader.Entry entry, InputStream content, Taker taker)
            throws IOException {
        long size = row.isFile() ? row.size() : row.target().getBytes(StandardCharsets.UTF_8).length;
        if (entry.mode() != row.mode() || entry.size() != size || (row.isFile() && entry.links() > 1)) {
            throw new MalformedPackageException(
                    "has '" + row.path() + "' in its payload with another mode or size, or more than one name");
        }
        DigestInputStream digested = new DigestInputStream(content, Sha256.digest());
        taker.take(row, digested);
        digested.transferTo(OutputStream.nullOutputStream());
        String sha256 = Sha256.hex(digested.getMessageDigest().digest());
        String expected = row.isFile() ? row.sha256() : Sha256.of(row.target().getBytes(StandardCharsets.UTF_8));
        if (!sha256.equals(expected)) {
            throw new MalformedPackageException("has '" + row.path() + "' in its payload with another content");
        }
    }

    private void checkDigests(MessageDigest sha256, Optional<MessageDigest> md5) {
        RpmHeader header = rpm.header();
        if (header.number(RpmTag.PAYLOADDIGESTALGO, 0) != SHA_256
                || !header.text(RpmTag.PAYLOADDIGEST, "").equals(Sha256.hex(sha256.digest()))
                || (md5.isPresent()
                        && !Arrays.equals(md5.get().digest(), rpm.md5().orElseThrow()))) {
            throw PackageTrouble.unverified(
                    rpm.file(), new MalformedPackageException("has a payload that is not the one that was signed"));
        }
    }

    // Where there is no MD5 any more, rpm does not ask for it either.
    private Optional<MessageDigest> md5() {
        if (rpm.md5().isEmpty()) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(rpm.headerBytes());
            return Optional.of(digest);
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }
}
