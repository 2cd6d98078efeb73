package org.stringless.packager.repodata;

import java.util.ArrayList;
import java.util.List;
import org.stringless.releasewire.rpm.RpmHeader;
import org.stringless.releasewire.rpm.RpmTag;

/**
 * One file that a package owns.
 *
 * @param type {@code dir}, {@code ghost} (owned but not in the payload), or an empty text for all others
 * @param path absolute
 */
record PackagedFile(String type, String path) {
    private static final int KIND = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int GHOST = 1 << 6;

    /** All of them, in the header's order. */
    static List<PackagedFile> of(RpmHeader header) {
        List<String> names = header.texts(RpmTag.BASENAMES);
        List<String> directories = header.texts(RpmTag.DIRNAMES);
        long[] indexes = header.numbers(RpmTag.DIRINDEXES);
        long[] modes = header.numbers(RpmTag.FILEMODES);
        long[] flags = header.numbers(RpmTag.FILEFLAGS);
        List<PackagedFile> files = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            String type = (modes[i] & KIND) == DIRECTORY ? "dir" : (flags[i] & GHOST) != 0 ? "ghost" : "";
            files.add(new PackagedFile(type, directories.get((int) indexes[i]) + names.get(i)));
        }
        return files;
    }

    /** Whether solvers may ask for it without reading the list of all files. */
    boolean primary() {
        return path.startsWith("/etc/") || path.contains("bin/") || path.equals("/usr/lib/sendmail");
    }
}
