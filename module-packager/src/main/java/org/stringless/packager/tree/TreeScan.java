package org.stringless.packager.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeEntry;

/**
 * Reads a directory as a tree of package entries and refuses what no package may hold: names outside of plain ASCII, links that leave the
 * tree, set-user-id bits, devices, more than rpm's format can count.
 */
public final class TreeScan {
    private static final int SETUID_SETGID = 06000;
    private static final int FILE_TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int OWNER_EXECUTES = 0100;
    private static final int LONGEST_PATH = 1024;

    /** rpm's classic format and cpio count in signed 32 bits, file headers included. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private static final long BYTES_PER_ENTRY = 2048;

    private final Path root;
    private final Reason reason;
    private final BiPredicate<String, Boolean> leftOut;
    private final List<TreeFile> files = new ArrayList<>();

    private TreeScan(Path root, Reason reason, BiPredicate<String, Boolean> leftOut) {
        this.root = root;
        this.reason = reason;
        this.leftOut = leftOut;
    }

    /**
     * All entries below {@code root}, sorted by path.
     *
     * @param reason of the {@link Failure} when something is refused; links that leave have {@link Reason#LINK_REFUSED}
     * @param leftOut is asked with each relative path and whether it is a directory; true leaves it out with all below it
     */
    public static List<TreeFile> read(Path root, Reason reason, BiPredicate<String, Boolean> leftOut)
            throws IOException {
        TreeScan scan = new TreeScan(root, reason, leftOut);
        scan.directory(root, "");
        scan.files.sort(Comparator.comparing(file -> file.entry().path()));
        if (size(scan.files) + scan.files.size() * BYTES_PER_ENTRY > MOST_BYTES) {
            throw scan.refused("It holds more than 2 GiB, which no RPM package of this format can.", "Take files out.");
        }
        return List.copyOf(scan.files);
    }

    static long size(List<TreeFile> files) {
        return files.stream()
                .mapToLong(file -> file.entry() instanceof TreeEntry.RegularFile regular ? regular.size() : 0)
                .sum();
    }

    private void directory(Path directory, String prefix) throws IOException {
        List<Path> children;
        try (Stream<Path> list = Files.list(directory)) {
            children = list.toList();
        }
        for (Path child : children) {
            Map<String, Object> attributes = Files.readAttributes(child, "unix:mode,size", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) attributes.getOrDefault("mode", 0);
            String path = prefix + child.getFileName();
            boolean isDirectory = (mode & FILE_TYPE) == DIRECTORY;
            if (leftOut.test(path, isDirectory)) {
                continue;
            }
            checkName(path);
            if (isDirectory) {
                files.add(TreeFile.directory(path));
                directory(child, path + "/");
            } else {
                files.add(leaf(child, path, mode, (Long) attributes.getOrDefault("size", 0L)));
            }
        }
    }

    private TreeFile leaf(Path file, String path, int mode, long size) throws IOException {
        if ((mode & FILE_TYPE) == LINK) {
            String target = Files.readSymbolicLink(file).toString();
            checkLink(path, target);
            return TreeFile.link(path, target);
        }
        if ((mode & FILE_TYPE) != REGULAR) {
            throw refused("'" + path + "' is neither a file nor a directory nor a link.", "Remove it.");
        }
        if ((mode & SETUID_SETGID) != 0) {
            throw refused("'" + path + "' has a set-user-id or set-group-id bit.", "Take it away with chmod.");
        }
        if (size > MOST_BYTES) {
            throw refused("'" + path + "' is larger than 2 GiB.", "Take it out.");
        }
        return TreeFile.of(path, file, (mode & OWNER_EXECUTES) != 0, size);
    }

    private void checkName(String path) {
        if (!plain(path) || path.indexOf('\\') >= 0) {
            throw refused(
                    "The name '" + visible(path) + "' has characters other than plain ASCII.",
                    "Rename it, or name it in .pdkignore.");
        }
        if (path.length() > LONGEST_PATH) {
            throw refused("The path '" + path + "' is longer than " + LONGEST_PATH + " characters.", "Shorten it.");
        }
    }

    /**
     * A link's {@code ..} may only stand at its beginning: the directories above a link are real ones, so that these count up true levels,
     * while one behind a name could climb out through another link.
     */
    private void checkLink(String path, String target) {
        int levels = (int) path.chars().filter(character -> character == '/').count();
        boolean climbing = true;
        boolean stays = !target.startsWith("/") && plain(target);
        for (String component : target.split("/")) {
            if (component.equals("..")) {
                levels--;
                stays &= climbing && levels >= 0;
            } else if (!component.equals(".") && !component.isEmpty()) {
                climbing = false;
            }
        }
        if (!stays) {
            throw new Failure(
                    Reason.LINK_REFUSED,
                    root + ": the link '" + path + "' to '" + visible(target) + "' leaves the tree.",
                    "Replace it by what it points to, or name it in .pdkignore.");
        }
    }

    private Failure refused(String what, String next) {
        return new Failure(reason, root + ": " + Character.toLowerCase(what.charAt(0)) + what.substring(1), next);
    }

    private static boolean plain(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character < 0x7f);
    }

    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
