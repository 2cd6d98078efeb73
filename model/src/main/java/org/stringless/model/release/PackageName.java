package org.stringless.model.release;

import java.util.regex.Pattern;

/**
 * Name, epoch, version and release of an RPM package: with its architecture, always {@code noarch} here, all that names it.
 *
 * @param epoch 0 when the package has none
 */
public record PackageName(String name, int epoch, String version, String release) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._+~^]+");

    /** Checks the parts against what rpm allows. */
    public PackageName {
        if (!NAME.matcher(name).matches()
                || !VERSION.matcher(version).matches()
                || !VERSION.matcher(release).matches()
                || epoch < 0) {
            throw new IllegalArgumentException("not a package's name: " + name + " " + version + " " + release);
        }
    }

    /** {@code version-release}, with {@code epoch:} before it unless that is 0. */
    public String evr() {
        return (epoch == 0 ? "" : epoch + ":") + version + "-" + release;
    }

    /** {@code name-version-release.noarch.rpm}, the name of its file. */
    public String fileName() {
        return name + "-" + version + "-" + release + ".noarch.rpm";
    }

    @Override
    public String toString() {
        return name + "-" + evr();
    }
}
