package org.stringless.applier.preview;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.stringless.applier.preview.Catalog.Edge;
import org.stringless.applier.preview.Catalog.Resource;
import org.stringless.applier.preview.CatalogDifference.Change;
import org.stringless.applier.preview.CatalogDifference.EdgeDifference;
import org.stringless.applier.preview.CatalogDifference.ParameterDifference;
import org.stringless.applier.preview.CatalogDifference.ResourceDifference;

/** Compares the catalog of a release with that of a working tree. */
final class CatalogComparison {
    private final Catalog before;
    private final Catalog after;
    private final Optional<ContentDifference> contents;

    /** Of the two; contents are compared line by line only where that is given. */
    CatalogComparison(Catalog before, Catalog after, Optional<ContentDifference> contents) {
        this.before = before;
        this.after = after;
        this.contents = contents;
    }

    CatalogDifference difference() throws IOException {
        Set<String> names = new TreeSet<>(before.resources().keySet());
        names.addAll(after.resources().keySet());
        List<ResourceDifference> resources = new ArrayList<>();
        for (String name : names) {
            Resource old = before.resources().get(name);
            Resource now = after.resources().get(name);
            List<ParameterDifference> parameters = parameters(name, old, now);
            if (old == null || now == null || !parameters.isEmpty()) {
                Resource told = now == null ? Objects.requireNonNull(old) : now;
                resources.add(new ResourceDifference(name, change(old, now), parameters, told.file(), told.line()));
            }
        }
        List<EdgeDifference> edges = new ArrayList<>();
        addMissing(edges, before.edges(), after.edges(), Change.REMOVED);
        addMissing(edges, after.edges(), before.edges(), Change.ADDED);
        return new CatalogDifference(resources, edges);
    }

    private static Change change(@Nullable Object old, @Nullable Object now) {
        return old == null ? Change.ADDED : now == null ? Change.REMOVED : Change.CHANGED;
    }

    private List<ParameterDifference> parameters(String resource, @Nullable Resource old, @Nullable Resource now)
            throws IOException {
        Set<String> names = new TreeSet<>();
        if (old != null) {
            names.addAll(old.parameters().keySet());
        }
        if (now != null) {
            names.addAll(now.parameters().keySet());
        }
        List<ParameterDifference> differences = new ArrayList<>();
        for (String name : names) {
            Object was = old == null ? null : old.parameters().get(name);
            Object is = now == null ? null : now.parameters().get(name);
            // A value that is secret on one side is most likely the same secret in clear on the other.
            boolean secret = isSecret(old, name, was) || isSecret(now, name, is);
            if (!Objects.equals(was, is)) {
                differences.add(new ParameterDifference(
                        name,
                        shown(name, was, secret),
                        shown(name, is, secret),
                        secret ? "" : lines(resource, name, was, is)));
            }
        }
        return differences;
    }

    private static boolean isSecret(@Nullable Resource resource, String parameter, @Nullable Object value) {
        return (resource != null && resource.sensitive().contains(parameter))
                || (value != null && ShownValue.hasSecret(value));
    }

    private static Optional<String> shown(String name, @Nullable Object value, boolean secret) {
        return Optional.ofNullable(value).map(known -> secret ? ShownValue.REDACTED : ShownValue.of(name, known));
    }

    private String lines(String resource, String name, @Nullable Object was, @Nullable Object is) throws IOException {
        if (contents.isPresent()
                && was instanceof String old
                && is instanceof String now
                && (ShownValue.isContent(name, old) || ShownValue.isContent(name, now))) {
            return contents.get().of(resource + " " + name, old, now);
        }
        return "";
    }

    /** Edges of resources that came or went say nothing that the resources do not say. */
    private void addMissing(List<EdgeDifference> to, Set<Edge> here, Set<Edge> there, Change change) {
        for (Edge edge : here) {
            if (!there.contains(edge) && inBoth(edge.source()) && inBoth(edge.target())) {
                to.add(new EdgeDifference(edge.source(), edge.target(), change));
            }
        }
    }

    private boolean inBoth(String resource) {
        return before.resources().containsKey(resource) && after.resources().containsKey(resource);
    }
}
