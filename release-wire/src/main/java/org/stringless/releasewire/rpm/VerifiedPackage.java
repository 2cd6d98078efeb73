package org.stringless.releasewire.rpm;

import java.io.IOException;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.PackageName;

/**
 * A package whose header is proven to be by a trusted key; only {@link PackageVerifier} makes one. Its payload is proven, by the digests in
 * that header, whenever it is read.
 */
public final class VerifiedPackage {
    private final RpmPackage rpm;
    private final String signer;

    VerifiedPackage(RpmPackage rpm, String signer) {
        this.rpm = rpm;
        this.signer = signer;
    }

    /** Its name, by its signed header. */
    public PackageName name() {
        return rpm.name();
    }

    /** Its headers. */
    public RpmPackage rpm() {
        return rpm;
    }

    /** Fingerprint of the key that signed it, as {@link org.stringless.releasewire.openpgp.Keyring#verify} gives it. */
    public String signer() {
        return signer;
    }

    /** Reads the payload to its end without keeping anything; throws as {@link #readFile} does. */
    public void checkPayload() throws IOException {
        new Payload(rpm).walk((row, content) -> {});
    }

    /**
     * The content of one regular file, once the whole payload has been proven.
     *
     * @param path absolute, as the package lists it
     * @param limit most bytes to take
     * @throws Failure {@link Reason#UNVERIFIED} when the payload is not the signed one, {@link Reason#PACKAGE_REFUSED} when the package
     *     holds no such file, a larger one, or anything that is not allowed
     */
    public byte[] readFile(String path, int limit) throws IOException {
        Payload payload = new Payload(rpm);
        FileTable.Row wanted = payload.table().row(path);
        if (wanted == null || !wanted.isFile() || wanted.size() > limit) {
            throw PackageTrouble.refused(
                    rpm.file(),
                    new MalformedPackageException("has no file '" + path + "' of " + limit + " bytes at most"));
        }
        byte[] content = new byte[(int) wanted.size()];
        payload.walk((row, stream) -> {
            if (row.path().equals(path)) {
                stream.readNBytes(content, 0, content.length);
            }
        });
        return content;
    }
}
