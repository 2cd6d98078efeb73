package org.stringless.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.redline_rpm.header.Architecture;
import org.stringless.model.release.PackageName;
import org.stringless.packager.keys.SigningKey;
import org.stringless.packager.rpm.PayloadRpmBuilder;
import org.stringless.packager.rpm.RpmRelation;
import org.stringless.packager.rpm.RpmRelation.Comparison;
import org.stringless.packager.rpm.RpmSigner;

/** Makes signed rpm packages, as modules are packaged. No scriptlets: rpm systems make users and reload units by file triggers. */
final class RpmForm {
    private final RpmSigner signer;
    private final String version;
    private final Instant time;

    RpmForm(SigningKey key, String version, Instant time) {
        signer = new RpmSigner(key);
        this.version = version;
        this.time = time;
    }

    /** Writes the package into a directory; gives its file. */
    Path make(Recipe recipe, InstalledTree tree, Path directory) throws IOException {
        PayloadRpmBuilder builder = new PayloadRpmBuilder(new PackageName(recipe.name(), 0, version, "1"), time);
        if (recipe.forOneArchitecture()) {
            builder.packedByXz();
        }
        return signer.sign(builder.describe(recipe.summary(), recipe.description())
                        .author(Recipe.MAINTAINER)
                        .license(Recipe.LICENSE)
                        .architecture(recipe.forOneArchitecture() ? thisMachine() : Architecture.NOARCH)
                        .installed(tree.entries())
                        .configuration(tree.configuration())
                        .requires(recipe.rpmRequires().stream()
                                .map(RpmForm::relation)
                                .toList())
                        .build(directory))
                .file();
    }

    private static RpmRelation relation(String text) {
        String[] words = text.split(" ");
        if (words.length == 1) {
            return RpmRelation.any(text);
        }
        return new RpmRelation(words[0], words[1].equals("=") ? Comparison.EQUAL : Comparison.AT_LEAST, words[2]);
    }

    private static Architecture thisMachine() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") ? Architecture.AARCH64 : Architecture.X86_64;
    }
}
