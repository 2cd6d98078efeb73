package org.stringless.packager.rpm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.MessageDigest;
import org.stringless.io.file.Sha256;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.TreeEntry.RegularFile;
import org.stringless.packager.tree.TreeFile.Content;

/**
 * A file's bytes as a URL, the one form in which Redline takes bytes from anywhere. Redline reads them twice, and a file may change
 * meanwhile; a package with another content than its header says would only be found out on the nodes. So each reading is held to size and
 * digest.
 */
final class CheckedContent extends URLStreamHandler {
    private final String path;
    private final RegularFile expected;
    private final Content content;

    private CheckedContent(String path, RegularFile expected, Content content) {
        this.path = path;
        this.expected = expected;
        this.content = content;
    }

    static URL of(String path, RegularFile expected, Content content) {
        try {
            return new URL("tree", "", -1, path, new CheckedContent(path, expected, content));
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {}

            @Override
            public int getContentLength() {
                return (int) expected.size();
            }

            @Override
            public InputStream getInputStream() throws IOException {
                return new CheckedStream(content.open());
            }
        };
    }

    private final class CheckedStream extends FilterInputStream {
        private final MessageDigest digest = Sha256.digest();
        private long read;

        CheckedStream(InputStream bytes) {
            super(bytes);
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
}
