package org.stringless.packager.rpm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.redline_rpm.Builder;
import org.redline_rpm.Dependency;
import org.redline_rpm.header.AbstractHeader;
import org.redline_rpm.header.AbstractHeader.Entry;
import org.redline_rpm.header.Flags;
import org.redline_rpm.header.Header.HeaderTag;
import org.redline_rpm.header.Signature;
import org.redline_rpm.header.Signature.SignatureTag;

/** Redline, with the dependencies on rpm's own features that it leaves to its caller, and with a payload that is packed already. */
final class RedlineBuilder extends Builder {
    private static final int BUFFER = 1 << 16;

    /** Adds all relations, and what rpm must know to understand them; sorted by name, as rpm expects. To be called behind setPackage. */
    void relations(Collection<RpmRelation> needs, Collection<RpmRelation> gives) {
        for (RpmRelation relation : needs) {
            addDependency(relation.name(), relation.comparison().flags(), relation.version());
        }
        for (RpmRelation relation : gives) {
            addProvides(relation.name(), relation.version());
        }
        feature("FileDigests", "4.6.0-1");
        if (requires.stream().anyMatch(relation -> relation.getName().startsWith("("))) {
            feature("RichDependencies", "4.12.0-1");
        }
        if (Stream.concat(requires.stream(), provides.values().stream())
                .anyMatch(relation -> (relation.getName() + relation.getVersion()).indexOf('~') >= 0)) {
            feature("TildeInVersions", "4.10.0-1");
        }
        requires.sort(Comparator.comparing(Dependency::getName));
    }

    /** Says that the payload is packed by xz, at its usual level. */
    void packedByXz() {
        addHeaderEntry(HeaderTag.PAYLOADCOMPRESSOR, "xz");
        feature("PayloadIsXz", "5.2-1");
        requires.sort(Comparator.comparing(Dependency::getName));
    }

    private void feature(String name, String since) {
        requires.add(new Dependency("rpmlib(" + name + ")", since, Flags.LESS | Flags.EQUAL | Flags.RPMLIB));
    }

    /** Writes the package: Redline's one without payload first, for its headers, then over it the same with what this payload changes in them. */
    void write(Payload payload, FileChannel file) throws IOException, NoSuchAlgorithmException {
        build(file);
        AbstractHeader header = format.getHeader();
        set(header, HeaderTag.PAYLOADDIGEST, new String[] {payload.sha256()});
        set(header, HeaderTag.PAYLOADDIGESTALT, new String[] {payload.unpackedSha256()});
        set(header, HeaderTag.PAYLOADFLAGS, new String[] {payload.level()});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        header.write(Channels.newChannel(bytes));
        byte[] main = bytes.toByteArray();
        Signature sums = format.getSignature();
        set(sums, SignatureTag.SHA1HEADER, new String[] {hex("SHA-1", main)});
        set(sums, SignatureTag.SHA256HEADER, new String[] {hex("SHA-256", main)});
        set(sums, SignatureTag.LEGACY_MD5, md5(main, payload));
        set(sums, SignatureTag.LEGACY_SIGSIZE, new int[] {(int) (main.length + payload.size())});
        set(sums, SignatureTag.PAYLOADSIZE, new int[] {(int) payload.unpackedSize()});
        file.truncate(0);
        format.getLead().write(file);
        file.write(ByteBuffer.allocate(sums.write(file)));
        file.write(ByteBuffer.wrap(main));
        payload.copyTo(file);
    }

    @SuppressWarnings("unchecked") // Redline's own table says what values a tag has
    private static <T> void set(AbstractHeader header, AbstractHeader.Tag tag, T values) {
        ((Entry<T>) header.getEntry(tag)).setValues(values);
    }

    private static String hex(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static byte[] md5(byte[] header, Payload payload) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(header);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(payload.file())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }
}
