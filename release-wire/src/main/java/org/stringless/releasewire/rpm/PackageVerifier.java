package org.stringless.releasewire.rpm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.openpgp.Keyring;

/** Proves who signed a package: nothing is verified when it comes from nobody in the keyring. */
public final class PackageVerifier {
    private final Keyring keyring;
    private final Clock clock;

    /** Trusts the keyring's keys as they stand at the clock's time. */
    public PackageVerifier(Keyring keyring, Clock clock) {
        this.keyring = keyring;
        this.clock = clock;
    }

    /**
     * Reads a package's headers and checks the signature over the main one.
     *
     * @throws IOException when the file cannot be read
     * @throws Failure {@link Reason#UNVERIFIED}, naming the cause
     */
    public VerifiedPackage verify(Path file) throws IOException {
        RpmPackage rpm = RpmPackage.read(file);
        byte[] signature = rpm.signature()
                .orElseThrow(() -> PackageTrouble.unverified(
                        file, new MalformedPackageException("carries no signature over its header")));
        String signer = keyring.verify("package " + rpm.name(), rpm.headerBytes(), signature, clock.instant());
        return new VerifiedPackage(rpm, signer);
    }
}
