package org.stringless.packager.rpm;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redline_rpm.payload.Contents;
import org.redline_rpm.payload.CpioHeader;
import org.redline_rpm.payload.Directive;
import org.stringless.model.module.TreeEntry;
import org.stringless.packager.tree.TreeFile;

/**
 * The files of a package as Redline describes them in the header, with nothing taken from the file system they lie on: fixed owner, times and
 * inode numbers, and the digests that the tree was read with.
 */
final class PayloadContents extends Contents {
    /** As most file systems say. */
    private static final int DIRECTORY_SIZE = 4096;

    /** What rpm takes for documents wherever it finds it. */
    private static final List<String> DOCUMENTS = List.of("/usr/share/doc/", "/usr/share/man/", "/usr/share/licenses/");

    private final long time;
    private final Map<CpioHeader, TreeFile> packed = new HashMap<>();

    PayloadContents(Instant time) {
        this.time = time.toEpochMilli();
    }

    void add(String path, TreeFile file, boolean configuration) {
        CpioHeader header = new CpioHeader(path);
        header.setFlags(
                configuration
                        ? Directive.CONFIG.flag() | Directive.NOREPLACE.flag()
                        : DOCUMENTS.stream().anyMatch(path::startsWith) ? Directive.DOC.flag() : 0);
        header.setMtime(time);
        header.setUname(CpioHeader.DEFAULT_USERNAME);
        header.setGname(CpioHeader.DEFAULT_GROUP);
        header.setInode(headers.size() + 1);
        if (file.entry() instanceof TreeEntry.RegularFile regular) {
            header.setType(CpioHeader.FILE);
            header.setPermissions(regular.executable() ? 0755 : 0644);
            header.setFileSize((int) regular.size());
        } else if (file.entry() instanceof TreeEntry.Link link) {
            header.setType(CpioHeader.SYMLINK);
            header.setPermissions(0777);
            header.setFileSize(link.target().length());
            sources.put(header, link.target());
        } else {
            header.setType(CpioHeader.DIR);
            header.setPermissions(0755);
        }
        headers.add(header);
        files.add(path);
        packed.put(header, file);
    }

    /** What is to be packed, in the package's order. */
    Iterable<CpioHeader> entries() {
        return headers;
    }

    /** The tree's entry that becomes this one of {@link #entries}. */
    TreeFile file(CpioHeader entry) {
        TreeFile file = packed.get(entry);
        if (file == null) {
            throw new IllegalArgumentException(entry.getName() + " is not in this package");
        }
        return file;
    }

    @Override
    public int getTotalSize() {
        return headers.stream()
                .filter(header -> header.getType() == CpioHeader.FILE)
                .mapToInt(CpioHeader::getFileSize)
                .sum();
    }

    @Override
    public int[] getSizes() {
        return headers.stream()
                .mapToInt(header -> header.getType() == CpioHeader.DIR ? DIRECTORY_SIZE : header.getFileSize())
                .toArray();
    }

    @Override
    public String[] getFileChecksums() {
        String[] checksums = new String[headers.size()];
        int index = 0;
        for (CpioHeader header : headers) {
            checksums[index++] = file(header).entry() instanceof TreeEntry.RegularFile regular ? regular.sha256() : "";
        }
        return checksums;
    }
}
