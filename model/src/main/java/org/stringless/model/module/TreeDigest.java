package org.stringless.model.module;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a tree holds, in 64 hexadecimal digits: SHA-256 over one line an entry, sorted by path, each closed by a NUL byte. A file is {@code f
 * MODE SHA256 PATH} with mode 644 or 755, a link {@code l TARGET NUL PATH}, a directory {@code d PATH}. Equal trees have equal digests
 * wherever and whenever they were made; owners and times do not count.
 */
public record TreeDigest(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** Checks the form. */
    public TreeDigest {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("'" + hex + "' is not a tree digest (64 hexadecimal digits)");
        }
    }

    /** Digest of the tree with these entries. */
    public static TreeDigest of(Collection<? extends TreeEntry> entries) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        entries.stream()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .map(TreeDigest::line)
                .forEach(line -> {
                    sha256.update(line.getBytes(StandardCharsets.UTF_8));
                    sha256.update((byte) 0);
                });
        return new TreeDigest(HexFormat.of().formatHex(sha256.digest()));
    }

    private static String line(TreeEntry entry) {
        if (entry instanceof TreeEntry.RegularFile file) {
            return "f " + (file.executable() ? "755 " : "644 ") + file.sha256() + " " + file.path();
        }
        if (entry instanceof TreeEntry.Link link) {
            return "l " + link.target() + "\0" + link.path();
        }
        return "d " + entry.path();
    }

    /** The first eight digits, for names and messages. */
    public String abbreviated() {
        return hex.substring(0, 8);
    }

    @Override
    public String toString() {
        return hex;
    }
}
