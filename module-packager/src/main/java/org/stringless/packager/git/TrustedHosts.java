package org.stringless.packager.git;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.stringless.io.http.TrustedCertificates;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * Connections that trust the certificates git would trust, which JGit itself does not look for: {@code GIT_SSL_CAINFO}, or {@code
 * http.<address>.sslCAInfo} or {@code http.sslCAInfo} of the user's {@code .gitconfig}.
 */
final class TrustedHosts extends JDKHttpConnectionFactory {
    private final TrustManager[] managers;

    private TrustedHosts(TrustedCertificates certificates) {
        managers = new TrustManager[] {certificates.manager()};
    }

    /** For that address; empty when git has no certificates of its own for it. */
    static Optional<TrustedHosts> of(String url) {
        if (!url.startsWith("https:")) {
            return Optional.empty();
        }
        String place = "git's configuration";
        try {
            Optional<Path> file = file(url);
            place = file.map(Path::toString).orElse(place);
            return file.isPresent()
                    ? Optional.of(new TrustedHosts(TrustedCertificates.read(file.get())))
                    : Optional.empty();
        } catch (IOException | ConfigInvalidException e) {
            throw new Failure(
                    Reason.CONFIGURATION,
                    "The certificates that git is to trust (" + place + ") cannot be read: " + e.getMessage() + ".",
                    "Correct GIT_SSL_CAINFO, or http.sslCAInfo in .gitconfig.",
                    e);
        }
    }

    private static Optional<Path> file(String url) throws IOException, ConfigInvalidException {
        String named = SystemReader.getInstance().getenv("GIT_SSL_CAINFO");
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        StoredConfig user = SystemReader.getInstance().getUserConfig();
        String closest = null;
        for (String address : user.getSubsections("http")) {
            boolean closer = closest == null || address.length() > closest.length();
            if (closer && url.startsWith(address) && user.getString("http", address, "sslCAInfo") != null) {
                closest = address;
            }
        }
        return Optional.ofNullable(user.getPath("http", closest, "sslCAInfo", FS.DETECTED, null, null));
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return trusting(super.create(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return trusting(super.create(url, proxy));
    }

    private HttpConnection trusting(HttpConnection connection) throws IOException {
        if (connection.getURL().getProtocol().equals("https")) {
            try {
                connection.configure(null, managers, null);
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
        return connection;
    }
}
