package org.stringless.applier.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stringless.applier.store.StoredRelease;

/** Where a working tree's modules are looked for: in the tree, in directories named beside it, in a release that has the others. */
final class ModulePath {
    private ModulePath() {}

    /**
     * The setting {@code modulepath}; the first directory that has a module wins.
     *
     * @param environment the working tree, by the path Puppet knows it by
     */
    static String of(Path environment, List<Path> beside, Optional<StoredRelease> base) throws IOException {
        Set<String> places = new LinkedHashSet<>(declared(environment));
        beside.forEach(directory -> places.add(directory.toAbsolutePath().toString()));
        if (base.isPresent()) {
            Path released =
                    base.get().directory().resolve(base.get().environment().text());
            places.addAll(declared(released));
        }
        return String.join(":", places);
    }

    /** As {@code environment.conf} names them; Puppet's variables stay for Puppet to fill in. */
    private static List<String> declared(Path environment) throws IOException {
        String setting = "modules:$basemodulepath";
        try {
            for (String line : Files.readAllLines(environment.resolve("environment.conf"))) {
                String[] halves = line.strip().split("\\s*=\\s*", 2);
                if (halves.length == 2 && halves[0].equals("modulepath")) {
                    setting = halves[1];
                }
            }
        } catch (NoSuchFileException e) {
            // Puppet's own default, as above.
        }
        List<String> places = new ArrayList<>();
        for (String place : setting.split(":")) {
            String bare = place.strip();
            if (!bare.isEmpty()) {
                places.add(
                        bare.startsWith("$") ? bare : environment.resolve(bare).toString());
            }
        }
        return places;
    }
}
