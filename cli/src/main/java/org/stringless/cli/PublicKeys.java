package org.stringless.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.packager.keys.SigningKeys;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.keys.NodeKeys;
import org.stringless.releasewire.openpgp.Keyring;
import org.stringless.releasewire.rpm.PackageVerifier;

/** The public keys that a publisher trusts: the signer's own, or those that nodes trust. */
final class PublicKeys {
    private final GlobalOptions options;

    PublicKeys(GlobalOptions options) {
        this.options = options;
    }

    PackageVerifier verifier(KeyRole role) {
        try {
            return new PackageVerifier(keyring(role), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Keyring keyring(KeyRole role) throws IOException {
        Path own = new SigningKeys(options.signingKeys()).open(role);
        if (Files.exists(own)) {
            return Keyring.of(Files.readAllBytes(own));
        }
        Path trusted = new NodeKeys(options.configuration().resolve("keys")).keyring(role);
        if (Files.isDirectory(trusted)) {
            return Keyring.load(trusted);
        }
        throw new Failure(
                Reason.KEY_REFUSED,
                "There is no public " + role.code() + " key: neither " + own + " nor *.asc in " + trusted + ".",
                "Name the directory of the signer's keys with --keys, or make them with 'stringless keys init'.");
    }
}
