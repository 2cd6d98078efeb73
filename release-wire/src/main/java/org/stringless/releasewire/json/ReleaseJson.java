package org.stringless.releasewire.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.module.ModuleName;
import org.stringless.model.module.TreeDigest;
import org.stringless.model.release.EnvironmentName;
import org.stringless.model.release.ModulePin;
import org.stringless.model.release.PackageName;
import org.stringless.model.release.PackagePin;
import org.stringless.model.release.Release;
import org.stringless.model.release.ReleaseId;

/** {@code release.json}, format 1, both ways; {@code docs/formats.md} shows one. */
public final class ReleaseJson {
    private static final int FORMAT = 1;

    private ReleaseJson() {}

    /** The written form: the same release gives the same bytes. */
    public static byte[] write(Release release) {
        return JsonObject.pretty(document(release));
    }

    /** The members of the written form, in its order. */
    public static Map<String, Object> document(Release release) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("environment", release.environment().text());
        document.put("id", release.id().text());
        document.put("commit", release.commit());
        document.put("created", release.created().toString());
        document.put("builder", release.builder());
        document.put("security_floor", release.securityFloor());
        document.put("control_tree", release.controlTree().hex());
        List<Map<String, Object>> modules = new ArrayList<>();
        for (ModulePin pin : release.modules()) {
            modules.add(write(pin));
        }
        document.put("modules", modules);
        return document;
    }

    /** Reads the written form; throws {@link JsonException} with the place that is wrong. */
    public static Release read(byte[] text) {
        JsonObject document = JsonObject.parse(text).format(FORMAT);
        List<ModulePin> modules = new ArrayList<>();
        for (JsonObject module : document.objects("modules")) {
            modules.add(readModule(module));
        }
        return new Release(
                document.as("environment", EnvironmentName::new),
                document.as("id", ReleaseId::new),
                document.text("commit"),
                document.instant("created"),
                document.text("builder"),
                document.text("security_floor", ""),
                document.as("control_tree", TreeDigest::new),
                modules);
    }

    /** One module as it stands in the list the manifest's list. */
    public static Map<String, Object> write(ModulePin pin) {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("module", pin.module().toString());
        module.put("path", pin.path());
        module.put("package", pin(pin.packageFile()));
        module.put("tree", pin.tree().hex());
        module.put("unpacked_size", pin.unpackedSize());
        module.put("files", pin.files());
        if (!pin.source().isEmpty()) {
            module.put("source", pin.source());
        }
        return module;
    }

    /** Reads one of the manifest's modules; throws {@link JsonException} with the place that is wrong. */
    public static ModulePin readModule(JsonObject module) {
        return new ModulePin(
                module.as("module", ModuleName::parse),
                module.as("path", RelativePath::checked),
                pin(module.object("package")),
                module.as("tree", TreeDigest::new),
                module.integer("unpacked_size"),
                module.number("files"),
                module.text("source", ""));
    }

    static Map<String, Object> pin(PackagePin pin) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", pin.name().name());
        members.put("epoch", pin.name().epoch());
        members.put("version", pin.name().version());
        members.put("release", pin.name().release());
        members.put("sha256", pin.sha256());
        members.put("size", pin.size());
        return members;
    }

    static PackagePin pin(JsonObject members) {
        try {
            return new PackagePin(
                    new PackageName(
                            members.text("name"),
                            members.number("epoch"),
                            members.text("version"),
                            members.text("release")),
                    members.text("sha256"),
                    members.integer("size"));
        } catch (IllegalArgumentException e) {
            throw new JsonException(String.valueOf(e.getMessage()), e);
        }
    }
}
