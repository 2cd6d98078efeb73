package org.stringless.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The jars of one package, as Maven laid them out; our own first, then by file name. */
record ClassPath(List<Jar> jars) {
    /** Annotations that nobody reads at run time. */
    private static final Set<String> FOR_COMPILERS = Set.of("org.jspecify:jspecify", "org.jetbrains:annotations");

    static ClassPath read(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return new ClassPath(files.filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> Jar.of(repository, file))
                    .filter(jar -> !FOR_COMPILERS.contains(jar.group() + ":" + jar.artifact()))
                    .sorted(Comparator.comparing((Jar jar) -> !jar.isOurs()).thenComparing(Jar::fileName))
                    .toList());
        }
    }

    /** The version of Stringless. */
    String version() {
        return jars.stream()
                .filter(jar -> jar.isOurs() && jar.artifact().equals("cli"))
                .map(Jar::version)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the class path has no cli"));
    }
}
