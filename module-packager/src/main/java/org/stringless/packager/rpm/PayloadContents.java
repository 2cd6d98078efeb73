package org.stringless.packager.rpm;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.redline_rpm.payload.Contents;
import org.redline_rpm.payload.CpioHeader;
import org.redline_rpm.payload.Directive;
import org.stringless.model.module.TreeEntry;
import org.stringless.packager.tree.TreeFile;

/**
 * The files of a package for Redline, with nothing taken from the file system they lie on: fixed owner, times and inode numbers. Digests are
 * those the tree was read with, and {@link CheckedContent} holds the bytes to them while they are packed.
 */
final class PayloadContents extends Contents {
    private final long time;
    private final Map<CpioHeader, String> digests = new HashMap<>();

    PayloadContents(Instant time) {
        this.time = time.toEpochMilli();
    }

    void add(String path, TreeFile file, boolean configuration) {
        CpioHeader header = new CpioHeader(path);
        header.setFlags(
                configuration
                        ? Directive.CONFIG.flag() | Directive.NOREPLACE.flag()
                        : path.matches("/usr/share/(doc|man|licenses)/.*") ? Directive.DOC.flag() : 0);
        header.setMtime(time);
        header.setUname(CpioHeader.DEFAULT_USERNAME);
        header.setGname(CpioHeader.DEFAULT_GROUP);
        header.setInode(headers.size() + 1);
        if (file.entry() instanceof TreeEntry.RegularFile regular) {
            header.setType(CpioHeader.FILE);
            header.setPermissions(regular.executable() ? 0755 : 0644);
            header.setFileSize((int) regular.size());
            digests.put(header, regular.sha256());
            sources.put(header, CheckedContent.of(path, regular, file.content()));
        } else if (file.entry() instanceof TreeEntry.Link link) {
            header.setType(CpioHeader.SYMLINK);
            header.setPermissions(0777);
            header.setFileSize(link.target().length());
            sources.put(header, link.target());
        } else {
            header.setType(CpioHeader.DIR);
            header.setPermissions(0755);
            sources.put(header, "");
        }
        headers.add(header);
        files.add(path);
    }

    @Override
    public String[] getFileChecksums() {
        String[] checksums = new String[headers.size()];
        int index = 0;
        for (CpioHeader header : headers) {
            checksums[index++] = digests.getOrDefault(header, "");
        }
        return checksums;
    }
}
