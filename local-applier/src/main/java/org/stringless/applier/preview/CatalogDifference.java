package org.stringless.applier.preview;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What differs between the catalog of a release and that of a working tree; fit to be shown, so secrets are redacted and contents are digests.
 *
 * @param resources by name
 * @param edges of resources that both catalogs have: which resource now lies in which
 */
public record CatalogDifference(List<ResourceDifference> resources, List<EdgeDifference> edges) {
    /** Copies the lists. */
    public CatalogDifference {
        resources = List.copyOf(resources);
        edges = List.copyOf(edges);
    }

    /** How many resources changed in that way. */
    public long count(Change change) {
        return resources.stream()
                .filter(resource -> resource.change() == change)
                .count();
    }

    /** What became of a thing between the release and the working tree. */
    public enum Change {
        /** Only the working tree has it. */
        ADDED,
        /** Only the release has it. */
        REMOVED,
        /** Both have it, and not alike. */
        CHANGED;

        /** As it stands in output: {@code added}, {@code removed}, {@code changed}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A resource that is not alike in both.
     *
     * @param resource {@code Type[title]}
     * @param parameters those that differ; of an added or removed resource all it has
     * @param file where it is declared, of a removed one in the release; relative to the environment, or empty
     */
    public record ResourceDifference(
            String resource, Change change, List<ParameterDifference> parameters, String file, int line) {
        /** Copies the list. */
        public ResourceDifference {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * One parameter.
     *
     * @param before its value in the release, empty when it has none there
     * @param after its value in the working tree, empty when it has none there
     * @param lines the content's unified difference, when that was asked for and is no secret; else empty
     */
    public record ParameterDifference(String name, Optional<String> before, Optional<String> after, String lines) {}

    /** A containment that only one of the catalogs has. */
    public record EdgeDifference(String source, String target, Change change) {}
}
