package org.stringless.packager.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.puppetfile.Declaration;
import org.stringless.packager.puppetfile.Origin;
import org.stringless.packager.source.GitTree;

/** Where modules go: each has a place of its own, on which neither another module nor a file of the control repository stands. */
final class ModulePlaces {
    private final Map<String, GitTree.Kind> standing;

    ModulePlaces(GitTree control) {
        this.standing = control.entries().stream()
                .collect(Collectors.toMap(GitTree.Entry::path, GitTree.Entry::kind, (first, second) -> first));
    }

    /** Refuses the first module whose place is taken. */
    void check(List<Declaration> modules) {
        List<Declaration> fetched = modules.stream()
                .filter(module -> !(module.origin() instanceof Origin.Local))
                .toList();
        Map<String, Declaration> byPath = fetched.stream()
                .collect(Collectors.toMap(Declaration::path, Function.identity(), (a, b) -> {
                    throw refused(b, "has the place of the module on line " + a.line());
                }));
        for (Declaration module : fetched) {
            if (standing.containsKey(module.path())) {
                throw new Failure(
                        Reason.CONTROL_REFUSED,
                        "Puppetfile line " + module.line() + ": " + module.path()
                                + " is in the control repository already.",
                        "Remove it there, or declare the module with :local => true.");
            }
            for (String above : above(module.path())) {
                if (byPath.containsKey(above)) {
                    throw refused(module, "lies inside the module " + above);
                }
                if (standing.getOrDefault(above, GitTree.Kind.DIRECTORY) != GitTree.Kind.DIRECTORY) {
                    throw refused(
                            module, "lies below " + above + ", which is not a directory in the control repository");
                }
            }
        }
    }

    /** A sentence for each local module that is not there. */
    List<String> missing(List<Declaration> modules) {
        return modules.stream()
                .filter(module -> module.origin() instanceof Origin.Local && !standing.containsKey(module.path()))
                .map(module -> "Puppetfile line " + module.line() + ": the local module " + module.path()
                        + " is not in the control repository.")
                .toList();
    }

    private static List<String> above(String path) {
        List<String> directories = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            directories.add(path.substring(0, slash));
        }
        return directories;
    }

    private static Failure refused(Declaration module, String why) {
        return new Failure(
                Reason.PUPPETFILE_REFUSED,
                "Puppetfile line " + module.line() + ": module '" + module.name() + "' " + why + ".",
                "Give it another :install_path.");
    }
}
