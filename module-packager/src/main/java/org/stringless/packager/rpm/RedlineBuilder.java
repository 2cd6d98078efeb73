package org.stringless.packager.rpm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;
import org.redline_rpm.Builder;
import org.redline_rpm.Dependency;
import org.redline_rpm.header.AbstractHeader;
import org.redline_rpm.header.Flags;
import org.redline_rpm.header.Header.HeaderTag;
import org.redline_rpm.header.Signature.SignatureTag;

/**
 * Redline, with the dependencies on rpm's own features that it leaves to its caller. Its own {@link #build} packs the files itself, twice and
 * unsigned or badly signed, so only the lead and the main header are taken from it.
 */
final class RedlineBuilder extends Builder {
    /** OpenPGP's number of that digest. */
    private static final int SHA256 = 8;

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

    /** The 96 bytes in front of all headers. */
    byte[] lead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.getLead().write(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    /** The main header, with the entries that Redline adds to it when it builds a package. */
    byte[] header(PayloadContents contents, Payload payload) throws IOException {
        entry(HeaderTag.REQUIRENAME, Dependency.getArrayOfNames(requires));
        entry(HeaderTag.REQUIREVERSION, Dependency.getArrayOfVersions(requires));
        entry(HeaderTag.REQUIREFLAGS, convert(Dependency.getArrayOfFlags(requires)));
        entry(HeaderTag.PROVIDENAME, Dependency.getArrayOfNames(provides));
        entry(HeaderTag.PROVIDEVERSION, Dependency.getArrayOfVersions(provides));
        entry(HeaderTag.PROVIDEFLAGS, convert(Dependency.getArrayOfFlags(provides)));
        files(contents);
        entry(HeaderTag.PAYLOADFLAGS, new String[] {payload.level()});
        entry(HeaderTag.PAYLOADDIGESTALGO, new int[] {SHA256});
        entry(HeaderTag.PAYLOADDIGEST, new String[] {payload.sha256()});
        entry(HeaderTag.PAYLOADDIGESTALT, new String[] {payload.unpackedSha256()});
        immutable.setValues(getImmutable(format.getHeader().count()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.getHeader().write(Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private void files(PayloadContents contents) {
        entry(HeaderTag.SIZE, new int[] {contents.getTotalSize()});
        entry(HeaderTag.DIRNAMES, contents.getDirNames());
        entry(HeaderTag.DIRINDEXES, contents.getDirIndexes());
        entry(HeaderTag.BASENAMES, contents.getBaseNames());
        entry(SignatureTag.FILEDIGESTALGO, new int[] {SHA256});
        entry(HeaderTag.FILEDIGESTS, contents.getFileChecksums());
        entry(HeaderTag.FILESIZES, contents.getSizes());
        entry(HeaderTag.FILEMODES, contents.getModes());
        entry(HeaderTag.FILERDEVS, contents.getRdevs());
        entry(HeaderTag.FILEMTIMES, contents.getMtimes());
        entry(HeaderTag.FILELINKTOS, contents.getLinkTos());
        entry(HeaderTag.FILEFLAGS, contents.getFlags());
        entry(HeaderTag.FILEUSERNAME, contents.getUsers());
        entry(HeaderTag.FILEGROUPNAME, contents.getGroups());
        entry(HeaderTag.FILEVERIFYFLAGS, contents.getVerifyFlags());
        entry(HeaderTag.FILEDEVICES, contents.getDevices());
        entry(HeaderTag.FILEINODES, contents.getInodes());
        entry(HeaderTag.FILELANGS, contents.getLangs());
        entry(HeaderTag.FILECONTEXTS, contents.getContexts());
    }

    private void entry(AbstractHeader.Tag tag, Object values) {
        format.getHeader().createEntry(tag, values);
    }
}
