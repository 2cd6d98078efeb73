package org.stringless.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.packager.release.ReleaseReader;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.keys.NodeKeys;
import org.stringless.releasewire.keys.PublicKeyFile;
import org.stringless.releasewire.openpgp.Keyring;

/** Release packages as people name them, and the keys to read them with. */
final class ReleasePackages {
    private ReleasePackages() {}

    /** The package itself, or all release packages in a directory, by name. */
    static List<Path> in(Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            if (!Files.exists(named)) {
                throw new NoSuchFileException(named.toString());
            }
            return List.of(named);
        }
        List<Path> found;
        try (Stream<Path> files = Files.list(named)) {
            found = files.filter(file -> file.getFileName().toString().matches("stringless-release-.*\\.rpm"))
                    .sorted()
                    .toList();
        }
        if (found.isEmpty()) {
            throw new Failure(
                    Reason.FILES,
                    "There is no release package in " + named + ".",
                    "Name a package, or a directory that 'stringless release build' wrote to.");
        }
        return found;
    }

    /** The one release package that is meant. */
    static Path one(Path named) throws IOException {
        List<Path> found = in(named);
        if (found.size() > 1) {
            throw new Failure(
                    Reason.USAGE,
                    "There are " + found.size() + " release packages in " + named + ".",
                    "Name one of them, such as " + found.get(found.size() - 1) + ".");
        }
        return found.get(0);
    }

    /** A reader that trusts the signer's own release key and those of a node's keyring. */
    static ReleaseReader reader(GlobalOptions options) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        Path own = new SigningKeys(options.signingKeys()).open(KeyRole.RELEASE);
        if (Files.exists(own)) {
            keys.add(Files.readAllBytes(own));
        }
        for (PublicKeyFile key : new NodeKeys(options.configuration().resolve("keys")).list(KeyRole.RELEASE)) {
            keys.add(key.armoured().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        if (keys.isEmpty()) {
            throw new Failure(
                    Reason.KEY_REFUSED,
                    "There is no release key to verify with: neither " + own + " nor one in "
                            + new NodeKeys(options.configuration().resolve("keys")).keyring(KeyRole.RELEASE) + ".",
                    "Name the signer's directory by --keys, or import the key with 'stringless keys import'.");
        }
        return new ReleaseReader(Keyring.of(keys.toArray(byte[][]::new)), Clock.systemUTC());
    }
}
