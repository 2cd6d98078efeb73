package org.stringless.packager.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectLoader;
import org.stringless.io.file.Sha256;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.module.TreeEntry;
import org.stringless.packager.source.GitTree;
import org.stringless.packager.tree.TreeFile;

/**
 * The control tree as it travels.
 *
 * @param files paths relative to the environment's directory
 */
record ControlTree(List<TreeFile> files, TreeDigest digest) {
    /** Reads every file once, for its digest; refuses names that no package may hold and links that leave. */
    static ControlTree of(GitTree tree, List<Path> allowedLinks) throws IOException {
        List<TreeFile> files = new ArrayList<>();
        Set<String> folded = new HashSet<>();
        for (GitTree.Entry entry : tree.entries()) {
            String path = entry.path();
            if (!path.chars().allMatch(character -> character >= ' ' && character < 0x7f)) {
                throw ControlRepository.refused(
                        "The name '" + path.replaceAll("\\p{Cntrl}", "?") + "' has characters other than plain ASCII",
                        "Rename it.",
                        null);
            }
            if (!folded.add(path.toLowerCase(Locale.ROOT))) {
                throw ControlRepository.refused(
                        path + " has a twin that differs only in upper and lower case", "Rename one of them.", null);
            }
            files.add(
                    switch (entry.kind()) {
                        case DIRECTORY -> TreeFile.directory(path);
                        case LINK -> TreeFile.link(path, new ControlLink(path, entry.target()).checked(allowedLinks));
                        case FILE, EXECUTABLE -> file(entry);
                    });
        }
        return new ControlTree(
                List.copyOf(files),
                TreeDigest.of(files.stream().map(TreeFile::entry).toList()));
    }

    private static TreeFile file(GitTree.Entry entry) throws IOException {
        ObjectLoader object = entry.object();
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = object.openStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        boolean executable = entry.kind() == GitTree.Kind.EXECUTABLE;
        return new TreeFile(
                new TreeEntry.RegularFile(entry.path(), executable, object.getSize(), Sha256.hex(digest.digest())),
                () -> entry.object().openStream());
    }
}
