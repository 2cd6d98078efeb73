package org.stringless.releasewire.json;

/** Paths inside a tree, as documents and packages name them. */
public final class RelativePath {
    private RelativePath() {}

    /**
     * The path itself, when it is relative, stays inside the tree and has no empty, {@code .} or {@code ..} component; throws {@link
     * IllegalArgumentException} otherwise.
     */
    public static String checked(String path) {
        if (path.isEmpty() || path.length() > 1024 || path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("'" + path + "' is not a path inside a tree");
        }
        for (String component : path.split("/", -1)) {
            if (component.isEmpty() || component.equals(".") || component.equals("..")) {
                throw new IllegalArgumentException("'" + path + "' is not a path inside a tree");
            }
        }
        return path;
    }
}
