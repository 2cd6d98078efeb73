package org.stringless.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stringless.io.file.Sha256;
import org.stringless.io.json.JsonObject;

/** What a package is made of, as a CycloneDX 1.6 document in JSON. */
final class BillOfMaterials {
    private final String version;
    private final Instant time;

    BillOfMaterials(String version, Instant time) {
        this.version = version;
        this.time = time;
    }

    /** The document for a package with these jars and, when it has one, this Java. */
    byte[] of(Recipe recipe, ClassPath jars, Optional<Jdk> runtime) throws IOException {
        List<Map<String, Object>> components = new ArrayList<>();
        for (Jar jar : jars.jars()) {
            Map<String, Object> component = component("library", jar.artifact(), jar.version());
            component.put("bom-ref", jar.packageUrl());
            component.put("group", jar.group());
            component.put("purl", jar.packageUrl());
            component.put("hashes", List.of(Map.of("alg", "SHA-256", "content", Sha256.of(jar.file()))));
            components.add(component);
        }
        runtime.ifPresent(jdk -> {
            Map<String, Object> component = component("platform", "openjdk", jdk.version());
            component.put("bom-ref", "openjdk@" + jdk.version());
            component.put("supplier", Map.of("name", jdk.implementor()));
            components.add(component);
        });
        Map<String, Object> self = component("application", recipe.name(), version);
        self.put("licenses", List.of(Map.of("license", Map.of("id", Recipe.LICENSE))));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("timestamp", time.toString());
        metadata.put("component", self);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.put("version", 1);
        document.put("metadata", metadata);
        document.put("components", components);
        return JsonObject.pretty(document);
    }

    /** Writes it beside the package. */
    Path write(Recipe recipe, ClassPath jars, Optional<Jdk> runtime, Path directory) throws IOException {
        return Files.write(directory.resolve(recipe.name() + "-" + version + ".cdx.json"), of(recipe, jars, runtime));
    }

    private static Map<String, Object> component(String type, String name, String version) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        component.put("name", name);
        component.put("version", version);
        return component;
    }
}
