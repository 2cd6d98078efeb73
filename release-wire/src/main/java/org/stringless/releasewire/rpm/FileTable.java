package org.stringless.releasewire.rpm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files a package's signed header lists: what its payload must hold, all of it and nothing else. */
final class FileTable {
    private static final int SHA_256 = 8;
    private static final int GHOST = 1 << 6;
    private static final Pattern SHA_256_HEX = Pattern.compile("[0-9a-f]{64}");
    private static final int[] SCRIPTS = {
        RpmTag.PREIN,
        RpmTag.POSTIN,
        RpmTag.PREUN,
        RpmTag.POSTUN,
        RpmTag.PRETRANS,
        RpmTag.POSTTRANS,
        RpmTag.TRIGGERSCRIPTS,
        RpmTag.FILETRIGGERSCRIPTS,
        RpmTag.TRANSFILETRIGGERSCRIPTS
    };

    /**
     * One line of the table.
     *
     * @param path absolute
     * @param mode kind and permissions, as {@code stat} gives them
     * @param size bytes of a regular file's content, of a link's target
     * @param sha256 of a regular file's content
     * @param target of a link
     */
    record Row(String path, int mode, long size, String sha256, String target) {
        private static final int KIND = 0170000;

        boolean isFile() {
            return (mode & KIND) == 0100000;
        }

        boolean isDirectory() {
            return (mode & KIND) == 0040000;
        }

        boolean isLink() {
            return (mode & KIND) == 0120000;
        }

        boolean isExecutable() {
            return (mode & 0111) != 0;
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final long unpacked;

    /** Reads and checks the table of a package whose payload has that many bytes. */
    FileTable(RpmHeader header, long payloadSize) throws MalformedPackageException {
        checkKind(header);
        List<String> names = header.texts(RpmTag.BASENAMES);
        List<String> directories = header.texts(RpmTag.DIRNAMES);
        long[] directoryOf = header.numbers(RpmTag.DIRINDEXES);
        long[] modes = header.numbers(RpmTag.FILEMODES);
        long[] sizes = header.numbers(header.has(RpmTag.LONGFILESIZES) ? RpmTag.LONGFILESIZES : RpmTag.FILESIZES);
        List<String> digests = header.texts(RpmTag.FILEDIGESTS);
        List<String> targets = header.texts(RpmTag.FILELINKTOS);
        long[] flags = header.numbers(RpmTag.FILEFLAGS);
        int count = names.size();
        if (directoryOf.length != count
                || modes.length != count
                || sizes.length != count
                || flags.length != count
                || digests.size() != count
                || targets.size() != count) {
            throw new MalformedPackageException("has a file table whose columns differ in length");
        }
        long sum = 0;
        for (int i = 0; i < count; i++) {
            if (directoryOf[i] >= directories.size()) {
                throw new MalformedPackageException("has a file in a directory that it does not list");
            }
            String path = directories.get((int) directoryOf[i]) + names.get(i);
            Row row = new Row(path, (int) modes[i], sizes[i], digests.get(i), targets.get(i));
            check(row, flags[i]);
            if (rows.put(path, row) != null) {
                throw new MalformedPackageException("lists '" + path + "' twice");
            }
            sum += row.isFile() ? row.size : 0;
        }
        this.unpacked = checkedSum(sum, payloadSize);
    }

    /** The rows, in the header's order. */
    List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** The row of that absolute path; null when there is none. */
    @Nullable
    Row row(String path) {
        return rows.get(path);
    }

    /** Bytes of all files. */
    long unpacked() {
        return unpacked;
    }

    private static void checkKind(RpmHeader header) throws MalformedPackageException {
        if (!header.text(RpmTag.ARCH).equals("noarch")) {
            throw new MalformedPackageException("is not a noarch package");
        }
        if (!header.text(RpmTag.PAYLOADFORMAT).equals("cpio")
                || !header.text(RpmTag.PAYLOADCOMPRESSOR).equals("gzip")) {
            throw new MalformedPackageException("has a payload that is not a gzipped cpio archive");
        }
        if (header.number(RpmTag.FILEDIGESTALGO, 1) != SHA_256 && header.has(RpmTag.BASENAMES)) {
            throw new MalformedPackageException("has file digests that are not SHA-256");
        }
        for (int script : SCRIPTS) {
            if (header.has(script)) {
                throw new MalformedPackageException("has a script (tag " + script + "), which no package of ours has");
            }
        }
    }

    private static void check(Row row, long flags) throws MalformedPackageException {
        String path = "'" + row.path + "'";
        if ((flags & GHOST) != 0) {
            throw new MalformedPackageException("lists " + path + " without bringing it");
        }
        if (!row.isFile() && !row.isDirectory() && !row.isLink()) {
            throw new MalformedPackageException("has " + path + ", which is neither file, directory nor link");
        }
        if (!row.isLink() && (row.mode & 07000) != 0) {
            throw new MalformedPackageException("has " + path + " with a setuid, setgid or sticky bit");
        }
        if (row.isFile() && !SHA_256_HEX.matcher(row.sha256).matches()) {
            throw new MalformedPackageException("has no SHA-256 of " + path);
        }
        if (row.isLink() == row.target.isEmpty()) {
            throw new MalformedPackageException("has " + path + " with a target that does not fit its kind");
        }
        if (row.size < 0 || row.size > PackageLimits.FILE) {
            throw new MalformedPackageException(
                    "has " + path + ", which is larger than " + (PackageLimits.FILE >> 20) + " MiB");
        }
    }

    private static long checkedSum(long sum, long payloadSize) throws MalformedPackageException {
        if (sum > PackageLimits.UNPACKED) {
            throw new MalformedPackageException("unpacks to more than " + (PackageLimits.UNPACKED >> 20) + " MiB");
        }
        if (sum > PackageLimits.RATIO_FREE && sum / PackageLimits.RATIO >= payloadSize) {
            throw new MalformedPackageException("unpacks to more than " + PackageLimits.RATIO + " times its size");
        }
        return sum;
    }
}
