package org.stringless.packager.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stringless.io.process.Command;
import org.stringless.io.process.CommandResult;

/** A Git repository made by the real git; each commit is a minute younger than the one before, from a fixed day on. */
public final class SampleRepository {
    private final Path directory;
    private int minute;

    /** A new, empty one whose branch is {@code main}. */
    public SampleRepository(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git("init", "-q", "-b", "main");
    }

    /** A repository with a module of that name, committed and tagged {@code v<version>}. */
    public static SampleRepository module(Path directory, String owner, String name, String version) {
        return new SampleRepository(directory)
                .metadata(owner, name, version)
                .write("manifests/init.pp", "class " + name + " {}\n")
                .write("files/run.sh", "#!/bin/sh\n")
                .executable("files/run.sh")
                .write("spec/classes/init_spec.rb", "describe '" + name + "'\n")
                .commit()
                .tag("v" + version);
    }

    /** Writes {@code metadata.json}. */
    public SampleRepository metadata(String owner, String name, String version) {
        return write(
                "metadata.json",
                "{\"name\":\"" + owner + "-" + name + "\",\"version\":\"" + version
                        + "\",\"author\":\"a\",\"license\":\"MIT\",\"summary\":\"s\",\"source\":\"\",\"dependencies\":[]}");
    }

    /** Where the working tree is. */
    public Path directory() {
        return directory;
    }

    /** Its {@code file:} address. */
    public String url() {
        return "file://" + directory;
    }

    /** Writes a file of the working tree. */
    public SampleRepository write(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Makes a file of the working tree executable. */
    public SampleRepository executable(String path) {
        assertThat(directory.resolve(path).toFile().setExecutable(true)).isTrue();
        return this;
    }

    /** Makes a link in the working tree. */
    public SampleRepository link(String path, String target) {
        try {
            Files.createDirectories(directory.resolve(path).getParent());
            Files.createSymbolicLink(directory.resolve(path), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Commits all there is. */
    public SampleRepository commit() {
        git("add", "-A");
        minute++;
        git("commit", "-q", "--allow-empty", "-m", "change " + minute);
        return this;
    }

    /** Tags HEAD, with a tag object. */
    public SampleRepository tag(String name) {
        git("tag", "-f", "-a", "-m", name, name);
        return this;
    }

    /** HEAD's 40 digits. */
    public String head() {
        return git("rev-parse", "HEAD");
    }

    /** Runs git there and gives what it printed. */
    public String git(String... words) {
        List<String> all = new ArrayList<>(List.of(
                "git", "-c", "user.name=Sample", "-c", "user.email=s@example.org", "-c", "protocol.file.allow=always"));
        all.addAll(List.of(words));
        String time = "2024-03-01T10:%02d:00Z".formatted(minute);
        try {
            CommandResult result = Command.of(all.toArray(String[]::new))
                    .in(directory)
                    .with("GIT_AUTHOR_DATE", time)
                    .with("GIT_COMMITTER_DATE", time)
                    .run();
            assertThat(result.exit()).as(result.err()).isZero();
            return result.out().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
