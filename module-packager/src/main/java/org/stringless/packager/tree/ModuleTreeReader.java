package org.stringless.packager.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeDigest;

/** Reads a module's directory as it will be packaged. */
public final class ModuleTreeReader {
    private static final long LONGEST_METADATA = 4 << 20;

    private final boolean withSpec;

    /** A reader that leaves the tests in {@code spec} out. */
    public ModuleTreeReader() {
        this(false);
    }

    private ModuleTreeReader(boolean withSpec) {
        this.withSpec = withSpec;
    }

    /** A reader that keeps the directory {@code spec}, whatever {@code .pdkignore} says. */
    public static ModuleTreeReader keepingSpec() {
        return new ModuleTreeReader(true);
    }

    /**
     * Reads all of it, for its digest.
     *
     * @throws Failure with {@link Reason#MODULE_REFUSED} or {@link Reason#LINK_REFUSED} when it cannot become a package
     */
    public ModuleTree read(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            ModuleMetadata metadata = metadata(root);
            LeftOut leftOut = LeftOut.of(root);
            List<TreeFile> files = TreeScan.read(
                    root,
                    Reason.MODULE_REFUSED,
                    (path, isDirectory) -> !(withSpec && inSpec(path)) && leftOut.covers(path, isDirectory));
            TreeDigest digest =
                    TreeDigest.of(files.stream().map(TreeFile::entry).toList());
            return new ModuleTree(root, metadata, files, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean inSpec(String path) {
        return path.equals("spec") || path.startsWith("spec/");
    }

    private static ModuleMetadata metadata(Path root) throws IOException {
        Path file = root.resolve("metadata.json");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST_METADATA) {
            throw new Failure(
                    Reason.MODULE_REFUSED,
                    root + " has no metadata.json, so it has no name and no version.",
                    "Name the directory of a module, and write its metadata.json.");
        }
        return ModuleMetadata.parse(Files.readAllBytes(file), file.toString());
    }
}
