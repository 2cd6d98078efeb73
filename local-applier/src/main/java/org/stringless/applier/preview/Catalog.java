package org.stringless.applier.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.stringless.applier.engine.EngineReport;
import org.stringless.io.json.JsonObject;

/**
 * A compiled catalog as Puppet writes it, rich data kept; it holds secrets in clear.
 *
 * @param resources by their reference, {@code Type[title]}
 */
record Catalog(Map<String, Resource> resources, Set<Edge> edges) {
    /**
     * One resource.
     *
     * @param parameters values as JSON has them
     * @param sensitive names of the parameters that are secret as a whole
     * @param file relative to the environment, empty when Puppet does not say
     */
    record Resource(Map<String, Object> parameters, Set<String> sensitive, String file, int line) {}

    /** What contains another. */
    record Edge(String source, String target) {}

    /** Reads a catalog that was compiled from that environment's directory. */
    static Catalog read(Path file, Path environment) throws IOException {
        JsonObject document = JsonObject.parse(Files.readAllBytes(file));
        Map<String, Resource> resources = new LinkedHashMap<>();
        for (JsonObject resource : document.objects("resources")) {
            resources.put(
                    resource.plain("type") + "[" + resource.plain("title") + "]",
                    resource(resource, environment.toString()));
        }
        Set<Edge> edges = new LinkedHashSet<>();
        for (JsonObject edge : document.objects("edges")) {
            edges.add(new Edge(edge.text("source"), edge.text("target")));
        }
        return new Catalog(resources, edges);
    }

    private static Resource resource(JsonObject resource, String environment) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (resource.has("parameters")) {
            JsonObject given = resource.object("parameters");
            for (String name : given.names()) {
                Object value = given.value(name);
                parameters.put(name, value == null ? "undef" : value);
            }
        }
        return new Resource(
                parameters,
                Set.copyOf(resource.texts("sensitive_parameters")),
                EngineReport.relative(resource.plain("file"), environment),
                resource.has("line") ? resource.number("line") : 0);
    }
}
