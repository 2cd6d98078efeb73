package org.stringless.applier.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stringless.io.file.DurableFile;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ModulePin;

/** Puts modules into an environment that is being built, as relative links into the store's trees. */
final class ModuleLinks {
    private final Path environment;
    private final Path place;
    private final Set<Path> touched = new HashSet<>();

    /**
     * Links of one environment.
     *
     * @param environment where it is being built
     * @param place where it will stand
     */
    ModuleLinks(Path environment, Path place) {
        this.environment = environment;
        this.place = place;
    }

    /** Links the module's place in the environment to its tree. */
    void add(ModulePin module, Path tree) throws IOException {
        String[] names = module.path().split("/", -1);
        Path directory = environment;
        for (String name : List.of(names).subList(0, names.length - 1)) {
            directory = directory.resolve(name);
            enter(directory, module);
        }
        Path link = directory.resolve(names[names.length - 1]);
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(module);
        }
        Files.createSymbolicLink(link, parent(place.resolve(module.path())).relativize(tree));
        touched.add(directory);
    }

    /** Makes the links durable. */
    void sync() throws IOException {
        for (Path directory : touched) {
            DurableFile.syncDirectory(directory);
        }
    }

    // Never through a link: the module would land in another one's tree.
    private void enter(Path directory, ModulePin module) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory);
            StoreFiles.openToAll(directory);
            touched.add(parent(directory));
        } else if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw taken(module);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no parent");
        }
        return parent;
    }

    private static Failure taken(ModulePin module) {
        return new Failure(
                Reason.PACKAGE_REFUSED,
                "The place of module " + module.module() + ", " + module.path() + ", is taken in the control tree.",
                "Remove it from the control repository or from the Puppetfile.");
    }
}
