package org.stringless.packager.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.ModuleName;
import org.stringless.packager.version.ModuleVersion;
import org.stringless.packager.version.VersionRange;

/**
 * What a module's {@code metadata.json} says, as far as a package needs it.
 *
 * @param summary one line; never empty
 * @param author as metadata.json names it; the owner when it names nobody
 * @param license as its author wrote it
 * @param url project page or source; empty when neither is named
 */
public record ModuleMetadata(
        ModuleName name,
        ModuleVersion version,
        String summary,
        String author,
        String license,
        String url,
        List<Dependency> dependencies) {
    private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s]+");

    /** Copies the list. */
    public ModuleMetadata {
        dependencies = List.copyOf(dependencies);
    }

    /** A module this one needs; {@link VersionRange#ALL} when its author named no range. */
    public record Dependency(ModuleName module, VersionRange range) {}

    /**
     * Reads {@code metadata.json}; throws {@link Failure} with {@link Reason#MODULE_REFUSED}.
     *
     * @param place the file, for messages
     */
    public static ModuleMetadata parse(byte[] text, String place) {
        try {
            JsonObject document = JsonObject.parse(text);
            ModuleName name = document.as("name", ModuleName::parse);
            List<Dependency> dependencies = new ArrayList<>();
            for (JsonObject dependency : document.objects("dependencies")) {
                dependencies.add(new Dependency(
                        dependency.as("name", ModuleName::parse),
                        dependency
                                .optional("version_requirement", VersionRange::parse)
                                .orElse(VersionRange.ALL)));
            }
            return new ModuleMetadata(
                    name,
                    document.as("version", ModuleVersion::parse),
                    oneLine(document, "summary", "Puppet module " + name),
                    oneLine(document, "author", name.owner()),
                    oneLine(document, "license", "unspecified"),
                    oneLine(document, "project_page", oneLine(document, "source", "")),
                    dependencies);
        } catch (JsonException e) {
            throw new Failure(
                    Reason.MODULE_REFUSED,
                    place + " is wrong: " + e.getMessage() + ".",
                    "Correct it; 'pdk validate metadata' tells more.",
                    e);
        }
    }

    /** Authors write these by hand: anything but a text counts as not there, and rpm wants no control characters. */
    private static String oneLine(JsonObject document, String member, String otherwise) {
        String text;
        try {
            text = document.text(member, "");
        } catch (JsonException e) {
            return otherwise;
        }
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        return line.isEmpty() ? otherwise : line;
    }
}
