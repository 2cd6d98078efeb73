package org.stringless.applier.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stringless.io.file.FileTree;

/**
 * Where Puppet keeps its own things: nothing said means the machine's own places. Seven settings name them, and each is needed: {@code
 * publicdir}, for one, does not follow {@code vardir}.
 *
 * @param settings name of the setting to directory; empty for the machine's own
 */
public record EngineDirectories(Map<String, Path> settings) {
    /** Copies the map, in its order. */
    public EngineDirectories {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The machine's own for {@code /}; places of its own for any other root, so that several nodes fit on one machine. */
    public static EngineDirectories below(Path root) {
        if (root.getNameCount() == 0) {
            return new EngineDirectories(Map.of());
        }
        Map<String, Path> settings = new LinkedHashMap<>();
        settings.put("confdir", root.resolve("etc/puppet"));
        settings.put("vardir", root.resolve("var/cache/puppet"));
        settings.put("publicdir", root.resolve("var/cache/puppet/public"));
        settings.put("rundir", root.resolve("run/puppet"));
        settings.put("logdir", root.resolve("var/log/puppet"));
        settings.put("ssldir", root.resolve("var/lib/puppet/ssl"));
        settings.put("codedir", root.resolve("etc/puppet/code"));
        return new EngineDirectories(settings);
    }

    /** All of them inside one private directory. */
    public static EngineDirectories inside(Path scratch) {
        Map<String, Path> settings = new LinkedHashMap<>();
        for (String name : List.of("confdir", "vardir", "publicdir", "rundir", "logdir", "ssldir", "codedir")) {
            settings.put(name, scratch.resolve(name));
        }
        return new EngineDirectories(settings);
    }

    /** Makes those that are named; Puppet itself makes no parents. */
    public void make() throws IOException {
        for (Path directory : settings.values()) {
            FileTree.makePrivate(directory);
        }
    }

    /** The words for a command line of Puppet. */
    public List<String> options() {
        List<String> words = new ArrayList<>();
        settings.forEach((name, directory) -> {
            words.add("--" + name);
            words.add(directory.toString());
        });
        return words;
    }
}
