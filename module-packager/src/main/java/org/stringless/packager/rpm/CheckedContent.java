package org.stringless.packager.rpm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeEntry.RegularFile;

/**
 * A file's bytes, held to the size and the digest that the tree was read with. A file may change meanwhile; a package with another content than
 * its header says would only be found out on the nodes.
 */
final class CheckedContent extends FilterInputStream {
    private final String path;
    private final RegularFile expected;
    private final MessageDigest digest = Sha256.digest();
    private long read;

    CheckedContent(String path, RegularFile expected, InputStream bytes) {
        super(bytes);
        this.path = path;
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            digest.update(buffer, offset, count);
            read += count;
        }
        // Past the size there is no end to wait for: the file may be growing.
        if (read > expected.size() || (count < 0 && !unchanged())) {
            throw new Failure(
                    Reason.FILES, path + " changed while it was packaged.", "Leave the tree alone and try again.");
        }
        return count;
    }

    private boolean unchanged() {
        return read == expected.size() && Sha256.hex(digest.digest()).equals(expected.sha256());
    }
}
