package org.stringless.applier.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * The {@code puppet} program of this machine and the Ruby that its code is installed for.
 *
 * @param puppet the program, links resolved
 * @param ruby the interpreter that can load Puppet
 */
public record PuppetProgram(Path puppet, Path ruby) {
    /**
     * The program named, or the first one in the usual places.
     *
     * @throws Failure ENGINE_UNUSABLE when there is none, or no Ruby for it
     */
    public static PuppetProgram find(Optional<Path> named) {
        Path found = named.or(() -> Command.find("puppet"))
                .filter(Files::isExecutable)
                .orElseThrow(() -> new Failure(
                        Reason.ENGINE_UNUSABLE,
                        named.map(path -> "There is no program " + path + ".")
                                .orElse("No program 'puppet' is installed on this machine."),
                        "Install puppet-agent or openvox-agent, or name the program by 'puppet:' in stringless.yaml."));
        try {
            Path real = found.toRealPath();
            return new PuppetProgram(real, ruby(real));
        } catch (IOException e) {
            throw new Failure(Reason.ENGINE_UNUSABLE, found + " cannot be read.", "Check its mode and owner.", e);
        }
    }

    /** The interpreter named on the program's first line; upstream packages start a shell script beside their own Ruby. */
    private static Path ruby(Path puppet) throws IOException {
        String[] words = firstLine(puppet).split("\\s+");
        Path interpreter = Path.of(words[0].isEmpty() ? "/" : words[0]);
        if (interpreter.endsWith("env") && words.length > 1) {
            interpreter = Command.find(words[1]).orElse(interpreter);
        }
        for (Path ruby :
                new Path[] {interpreter, puppet.resolveSibling("ruby"), Path.of("/opt/puppetlabs/puppet/bin/ruby")}) {
            if (ruby.getFileName() != null
                    && ruby.getFileName().toString().startsWith("ruby")
                    && Files.isExecutable(ruby)) {
                return ruby;
            }
        }
        throw new Failure(
                Reason.ENGINE_UNUSABLE,
                "The Ruby that " + puppet + " belongs to was not found.",
                "Name the real puppet program by 'puppet:' in stringless.yaml.");
    }

    private static String firstLine(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            String line = new String(in.readNBytes(256), StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            return line.startsWith("#!") ? line.substring(2).strip() : "";
        }
    }
}
