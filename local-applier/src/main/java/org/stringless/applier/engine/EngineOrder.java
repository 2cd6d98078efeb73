package org.stringless.applier.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.EnvironmentName;

/**
 * What the engine is to compile and apply.
 *
 * @param environmentPath the directory that holds the environment, its real path: behind a link two releases could mix
 * @param noop change nothing
 * @param tags only resources with these; empty means all
 * @param skipTags not those with these
 * @param showDiff whether differences of files are logged; they may hold secrets
 * @param more further options of {@code puppet apply}
 */
public record EngineOrder(
        Path environmentPath,
        EnvironmentName environment,
        NodeName node,
        boolean noop,
        List<String> tags,
        List<String> skipTags,
        boolean showDiff,
        List<String> more) {
    /** Copies the lists. */
    public EngineOrder {
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
        more = List.copyOf(more);
    }

    /** Where the environment is. */
    public Path environmentDirectory() {
        return environmentPath.resolve(environment.text());
    }

    /** The words for the command line of {@code puppet apply}. Empty code means the manifests that the environment itself names. */
    List<String> options() {
        List<String> words = new ArrayList<>(List.of(
                "--environmentpath",
                environmentPath.toString(),
                "--environment",
                environment.text(),
                "--certname",
                node.text(),
                "--color",
                "false",
                showDiff ? "--show_diff" : "--no-show_diff",
                "--exclude_unchanged_resources"));
        if (noop) {
            words.add("--noop");
        }
        if (!tags.isEmpty()) {
            words.addAll(List.of("--tags", String.join(",", tags)));
        }
        if (!skipTags.isEmpty()) {
            words.addAll(List.of("--skip_tags", String.join(",", skipTags)));
        }
        words.addAll(more);
        words.addAll(List.of("--execute", ""));
        return words;
    }
}
