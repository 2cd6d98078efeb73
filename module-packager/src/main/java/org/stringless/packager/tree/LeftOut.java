package org.stringless.packager.tree;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * What of a module's directory does not belong into its package: the tests, what version control, editors and build tools leave behind, and
 * what {@code .pdkignore} (or its older name {@code .pmtignore}) names in Git's syntax. {@code metadata.json}, {@code manifests} and {@code
 * lib} always belong.
 */
final class LeftOut {
    private static final IgnoreNode ALWAYS = rules("""
            .git
            .svn
            .hg
            .DS_Store
            .*.sw[op]
            *~
            /.bundle/
            /.idea/
            /.librarian/
            /.modules/
            /.pdk/
            /.plan_cache.json
            /.resource_types/
            /.task_cache.json
            /.tmp/
            /.vagrant/
            /.vendor/
            /.vscode/
            /.yardoc/
            /Gemfile.local
            /Gemfile.lock
            /REVISION
            /checksums.json
            /coverage/
            /junit/
            /pkg/
            /spec
            /tmp/
            /vendor/
            """);
    private static final Set<String> NEVER = Set.of("metadata.json", "manifests", "lib");

    private final IgnoreNode authors = new IgnoreNode();

    private LeftOut() {}

    private static IgnoreNode rules(String lines) {
        IgnoreNode rules = new IgnoreNode();
        try {
            rules.parse(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return rules;
    }

    /** The rules for the module in this directory. */
    static LeftOut of(Path module) throws IOException {
        LeftOut rules = new LeftOut();
        for (String name : new String[] {".pdkignore", ".pmtignore"}) {
            Path file = module.resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                try (InputStream in = Files.newInputStream(file)) {
                    rules.authors.parse(in);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
                break;
            }
        }
        return rules;
    }

    /** Whether this entry, and all below it, is left out. */
    boolean covers(String path, boolean directory) {
        return !NEVER.contains(path)
                && (Boolean.TRUE.equals(ALWAYS.checkIgnored(path, directory))
                        || Boolean.TRUE.equals(authors.checkIgnored(path, directory)));
    }
}
