package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trees with everything that tells whether they were touched: mode, owner, size, time of change. */
public final class Listing {
    private Listing() {}

    /** One line a path; a missing root is a line of its own. */
    public static List<String> of(Path... roots) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path root : roots) {
            if (!Files.exists(root)) {
                lines.add(root + " is missing");
                continue;
            }
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.sorted().toList()) {
                    Map<String, Object> now =
                            Files.readAttributes(path, "unix:mode,uid,gid,size,ctime", LinkOption.NOFOLLOW_LINKS);
                    lines.add(path + " " + new java.util.TreeMap<>(now));
                }
            }
        }
        return lines;
    }
}
