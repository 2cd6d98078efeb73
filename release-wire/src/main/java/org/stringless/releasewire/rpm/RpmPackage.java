package org.stringless.releasewire.rpm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;

/**
 * The head of a package file: lead, signature header and main header, each within limits and of the strict form; the main header has the
 * SHA-256 that the signature header gives. That proves that the file is not torn, not who made it: see {@link PackageVerifier}.
 */
public final class RpmPackage {
    private static final int LEAD = 96;
    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int HEADER_SIGNATURE = 5;
    // Everything else in a signature header could be read by rpm and not by us, or the other way round.
    private static final Set<Integer> SIGNATURE_TAGS = Set.of(
            RpmTag.DSAHEADER,
            RpmTag.RSAHEADER,
            RpmTag.SHA1HEADER,
            RpmTag.SHA256HEADER,
            RpmTag.SIGSIZE,
            RpmTag.SIGMD5,
            RpmTag.SIGPAYLOADSIZE,
            RpmTag.RESERVEDSPACE);

    private final Path file;
    private final long size;
    private final RpmHeader signatureHeader;
    private final long headerOffset;
    private final byte[] headerBytes;
    private final RpmHeader header;
    private final PackageName name;

    /**
     * Reads the head of a package file.
     *
     * @throws IOException when the file cannot be read
     * @throws Failure {@link Reason#UNVERIFIED} when it is no package of the strict form, or its header is not the one its digest names
     */
    public static RpmPackage read(Path file) throws IOException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new MalformedPackageException("is not a regular file");
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return new RpmPackage(file, channel);
            }
        } catch (MalformedPackageException e) {
            throw PackageTrouble.unverified(file, e);
        }
    }

    private RpmPackage(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.size = channel.size();
        if (size > PackageLimits.PACKAGE) {
            throw new MalformedPackageException("is larger than " + (PackageLimits.PACKAGE >> 20) + " MiB");
        }
        checkLead(read(channel, 0, LEAD));
        byte[] signatures = header(channel, LEAD, PackageLimits.SIGNATURE_HEADER);
        this.signatureHeader = new RpmHeader(signatures, RpmTag.HEADERSIGNATURES);
        this.headerOffset = LEAD + (signatures.length + 7L) / 8 * 8;
        this.headerBytes = header(channel, headerOffset, PackageLimits.HEADER);
        this.header = new RpmHeader(headerBytes, RpmTag.HEADERIMMUTABLE);
        checkDigests();
        this.name = readName();
    }

    private static void checkLead(ByteBuffer lead) throws MalformedPackageException {
        int major = lead.get(4);
        if (lead.getInt(0) != LEAD_MAGIC || major < 3 || major > 4) {
            throw new MalformedPackageException("is not an RPM package");
        }
        if (lead.getShort(6) != 0 || lead.getShort(78) != HEADER_SIGNATURE) {
            throw new MalformedPackageException("is not a binary RPM package of version 4");
        }
    }

    private static byte[] header(FileChannel channel, long offset, int limit) throws IOException {
        int length = RpmHeader.length(read(channel, offset, RpmHeader.PREAMBLE), limit);
        return read(channel, offset, length).array();
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        if (offset + length > channel.size()) {
            throw new MalformedPackageException("ends before its headers do");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new MalformedPackageException("ends before its headers do");
            }
        }
        return bytes.flip();
    }

    private void checkDigests() throws MalformedPackageException {
        for (int tag : signatureHeader.tags()) {
            if (!SIGNATURE_TAGS.contains(tag)) {
                throw new MalformedPackageException("has tag " + tag + " in its signature header, where it may not be");
            }
        }
        if (!signatureHeader.text(RpmTag.SHA256HEADER, "").equals(Sha256.of(headerBytes))) {
            throw new MalformedPackageException("has a header that is not the one its SHA-256 names");
        }
        if (!signatureHeader.text(RpmTag.SHA1HEADER, sha1OfHeader()).equals(sha1OfHeader())) {
            throw new MalformedPackageException("has a header that is not the one its SHA-1 names");
        }
        if (signatureHeader.has(RpmTag.DSAHEADER) && signatureHeader.has(RpmTag.RSAHEADER)) {
            throw new MalformedPackageException("has two signatures where one is wanted");
        }
    }

    private String sha1OfHeader() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(headerBytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private PackageName readName() throws MalformedPackageException {
        try {
            return new PackageName(
                    header.text(RpmTag.NAME),
                    Math.toIntExact(header.number(RpmTag.EPOCH, 0)),
                    header.text(RpmTag.VERSION),
                    header.text(RpmTag.RELEASE));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedPackageException("has no usable name: " + e.getMessage());
        }
    }

    /** The file these are the headers of. */
    public Path file() {
        return file;
    }

    /** Bytes of the whole file. */
    public long size() {
        return size;
    }

    /** Name, epoch, version and release, from the main header. */
    public PackageName name() {
        return name;
    }

    /** The main header; what it says is true only when its signature is. */
    public RpmHeader header() {
        return header;
    }

    /** The main header's bytes from its magic to its end: what the signature is over. */
    public byte[] headerBytes() {
        return headerBytes.clone();
    }

    /** Where the main header begins in the file. */
    public long headerOffset() {
        return headerOffset;
    }

    /** Where the main header ends and the payload begins. */
    public long payloadOffset() {
        return headerOffset + headerBytes.length;
    }

    /** Bytes of the payload once decompressed, as the package's maker says; 0 when it does not. No proof of anything. */
    public long archiveSize() {
        return signatureHeader.number(RpmTag.SIGPAYLOADSIZE, header.number(RpmTag.ARCHIVESIZE, 0));
    }

    /** The OpenPGP signature packet over {@link #headerBytes()}, if there is one. */
    public Optional<byte[]> signature() {
        return Stream.of(RpmTag.RSAHEADER, RpmTag.DSAHEADER)
                .filter(signatureHeader::has)
                .findFirst()
                .map(signatureHeader::bytes);
    }

    /** The MD5 of main header and payload that old rpm asks for, if the package has one; no proof of anything. */
    Optional<byte[]> md5() {
        return signatureHeader.has(RpmTag.SIGMD5)
                ? Optional.of(signatureHeader.bytes(RpmTag.SIGMD5))
                : Optional.empty();
    }
}
