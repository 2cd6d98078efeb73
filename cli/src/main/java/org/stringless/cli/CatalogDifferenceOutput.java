package org.stringless.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stringless.applier.preview.CatalogDifference;
import org.stringless.applier.preview.CatalogDifference.Change;
import org.stringless.applier.preview.CatalogDifference.EdgeDifference;
import org.stringless.applier.preview.CatalogDifference.ParameterDifference;
import org.stringless.applier.preview.CatalogDifference.ResourceDifference;

/** The difference of two catalogs, for people and for programs. */
record CatalogDifferenceOutput(CatalogDifference difference) {
    private static final String NONE = "(none)";

    /** Lines for people; {@code base} is what the tree was compared with. */
    void print(PrintWriter out, String base) {
        for (ResourceDifference resource : difference.resources()) {
            String place = resource.file().isEmpty() ? "" : "  (" + resource.file() + ":" + resource.line() + ")";
            out.println("catalog " + resource.change().code() + " " + resource.resource() + place);
            if (resource.change() == Change.CHANGED) {
                resource.parameters().forEach(parameter -> print(out, parameter));
            }
        }
        for (EdgeDifference edge : difference.edges()) {
            out.println("catalog " + edge.change().code() + " edge " + edge.source() + " -> " + edge.target());
        }
        out.println("catalog against " + base + ": " + difference.count(Change.ADDED) + " added, "
                + difference.count(Change.REMOVED) + " removed, " + difference.count(Change.CHANGED) + " changed");
        out.flush();
    }

    private static void print(PrintWriter out, ParameterDifference parameter) {
        out.println("    " + parameter.name() + ": " + parameter.before().orElse(NONE) + " -> "
                + parameter.after().orElse(NONE));
        parameter.lines().lines().forEach(line -> out.println("        " + line));
    }

    /** The same as one JSON object. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "resources",
                difference.resources().stream()
                        .map(CatalogDifferenceOutput::document)
                        .toList());
        document.put(
                "edges",
                difference.edges().stream()
                        .map(CatalogDifferenceOutput::document)
                        .toList());
        return document;
    }

    private static Map<String, Object> document(ResourceDifference resource) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("resource", resource.resource());
        document.put("change", resource.change().code());
        document.put("file", resource.file());
        document.put("line", resource.line());
        document.put(
                "parameters",
                resource.parameters().stream()
                        .map(CatalogDifferenceOutput::document)
                        .toList());
        return document;
    }

    private static Map<String, Object> document(ParameterDifference parameter) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", parameter.name());
        parameter.before().ifPresent(value -> document.put("before", value));
        parameter.after().ifPresent(value -> document.put("after", value));
        if (!parameter.lines().isEmpty()) {
            document.put("lines", parameter.lines());
        }
        return document;
    }

    private static Map<String, Object> document(EdgeDifference edge) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("change", edge.change().code());
        document.put("source", edge.source());
        document.put("target", edge.target());
        return document;
    }
}
