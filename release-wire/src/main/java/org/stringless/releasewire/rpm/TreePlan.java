package org.stringless.releasewire.rpm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.stringless.model.module.TreeEntry;
import org.stringless.releasewire.json.RelativePath;

/**
 * A file table seen as one tree below a prefix: each row becomes an entry by its path inside the tree. Names that are not the same name
 * everywhere, and links that might lead out, make no plan.
 */
final class TreePlan {
    private final Map<String, TreeEntry> entries = new LinkedHashMap<>();
    private final List<Path> allowedLinks;

    /**
     * The plan of a table.
     *
     * @param allowedLinks absolute directories that links may point to or below
     */
    TreePlan(FileTable table, String prefix, List<Path> allowedLinks) throws MalformedPackageException {
        this.allowedLinks = List.copyOf(allowedLinks);
        Set<String> directories = new HashSet<>();
        Set<String> folded = new HashSet<>();
        for (FileTable.Row row : sorted(table)) {
            if (row.path().equals(prefix) && row.isDirectory()) {
                continue;
            }
            String path = inside(prefix, row.path());
            checkName(path);
            int slash = path.lastIndexOf('/');
            if (slash >= 0 && !directories.contains(path.substring(0, slash))) {
                throw new MalformedPackageException("lists '" + row.path() + "' but not its directory");
            }
            if (!folded.add(fold(path))) {
                throw new MalformedPackageException("has a twin of '" + row.path() + "' that differs only in spelling");
            }
            if (row.isDirectory()) {
                directories.add(path);
            }
            entries.put(row.path(), entry(path, row));
        }
    }

    /** The entries, parents before children. */
    List<TreeEntry> entries() {
        return List.copyOf(entries.values());
    }

    // A parent's path is a prefix of its children's, so it sorts before them.
    private static List<FileTable.Row> sorted(FileTable table) {
        List<FileTable.Row> rows = new ArrayList<>(table.rows());
        rows.sort((one, other) -> one.path().compareTo(other.path()));
        return rows;
    }

    private static String inside(String prefix, String path) throws MalformedPackageException {
        if (!path.startsWith(prefix + "/")) {
            throw new MalformedPackageException("has '" + path + "', which is not below " + prefix);
        }
        String relative = path.substring(prefix.length() + 1);
        try {
            return RelativePath.checked(relative);
        } catch (IllegalArgumentException e) {
            throw new MalformedPackageException("has '" + path + "', which is no path inside a tree");
        }
    }

    private static void checkName(String path) throws MalformedPackageException {
        for (String name : path.split("/")) {
            if (name.getBytes(StandardCharsets.UTF_8).length > PackageLimits.NAME
                    || name.codePoints().anyMatch(Character::isISOControl)) {
                throw new MalformedPackageException(
                        "has a name that is too long or has control characters: '" + path + "'");
            }
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > PackageLimits.PATH) {
            throw new MalformedPackageException("has a path of more than " + PackageLimits.PATH + " bytes");
        }
    }

    private static String fold(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private TreeEntry entry(String path, FileTable.Row row) throws MalformedPackageException {
        if (row.isDirectory()) {
            return new TreeEntry.Directory(path);
        }
        if (row.isLink()) {
            checkTarget(path, row.target());
            return new TreeEntry.Link(path, row.target());
        }
        return new TreeEntry.RegularFile(path, row.isExecutable(), row.size(), row.sha256());
    }

    // Steps up stand only at the front of a target: there they go through real directories. Behind a name that is
    // itself a link, one more
    // ".." could lead anywhere.
    private void checkTarget(String path, String target) throws MalformedPackageException {
        if (isAllowedOutside(target)) {
            checkName(target.substring(1));
            return;
        }
        int up = 0;
        String rest = target;
        while (rest.equals("..") || rest.startsWith("../")) {
            up++;
            rest = rest.substring(Math.min(3, rest.length()));
        }
        int depth = path.split("/").length - 1;
        try {
            if (up <= depth
                    && ((up > 0 && rest.isEmpty()) || RelativePath.checked(rest).equals(rest))) {
                checkName(target);
                return;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the one refusal.
        }
        throw new MalformedPackageException(
                "has a link '" + path + "' to '" + target + "', which may lead out of its tree");
    }

    // Only in its normal form: what is compared is what the link will say.
    private boolean isAllowedOutside(String target) {
        if (!target.startsWith("/") || target.indexOf('\0') >= 0) {
            return false;
        }
        Path place = Path.of(target);
        return place.normalize().toString().equals(target)
                && allowedLinks.stream().anyMatch(place::startsWith);
    }
}
