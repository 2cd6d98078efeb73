package org.stringless.io.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Certificates of those who may vouch for a server. */
public final class TrustedCertificates {
    /** Where update-ca-certificates and update-ca-trust put the system's, as curl and OpenSSL find them on Debian, Fedora and SUSE. */
    private static final List<String> SYSTEM =
            List.of("etc/ssl/certs/ca-certificates.crt", "etc/pki/tls/certs/ca-bundle.crt", "etc/ssl/ca-bundle.pem");

    private final X509TrustManager manager;

    private TrustedCertificates(X509TrustManager manager) {
        this.manager = manager;
    }

    /** Those of a file (PEM, one or several); throws {@link IOException} when it holds none. */
    public static TrustedCertificates read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(String.valueOf(store.size()), certificate);
            }
            if (store.size() == 0) {
                throw new IOException(file + " holds no certificate");
            }
            return in(store);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be read as certificates: " + e.getMessage(), e);
        }
    }

    /**
     * Those that the system trusts, or the file in the variable {@code SSL_CERT_FILE}; Java's own where neither can be read, or where Java is
     * told of some by {@code javax.net.ssl.trustStore}.
     */
    static TrustedCertificates ofSystem() {
        return System.getProperty("javax.net.ssl.trustStore") == null
                ? ofSystem(Path.of("/"), System.getenv())
                : javas();
    }

    static TrustedCertificates ofSystem(Path root, Map<String, String> environment) {
        String named = environment.getOrDefault("SSL_CERT_FILE", "");
        List<Path> places = (named.isEmpty() ? SYSTEM.stream().map(root::resolve) : Stream.of(Path.of(named))).toList();
        try {
            for (Path place : places) {
                if (Files.isReadable(place)) {
                    return read(place);
                }
            }
        } catch (IOException e) {
            // As good as none: Java's own are no less strict.
        }
        return javas();
    }

    private static TrustedCertificates in(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager one : factory.getTrustManagers()) {
            if (one instanceof X509TrustManager manager) {
                return new TrustedCertificates(manager);
            }
        }
        throw new GeneralSecurityException("this Java knows no certificates of the usual kind");
    }

    private static TrustedCertificates javas() {
        try {
            return in(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform trusts somebody", e);
        }
    }

    /** Who judges by them. */
    public X509TrustManager manager() {
        return manager;
    }

    /** Makes a client trust these and no others. */
    void applyTo(OkHttpClient.Builder client) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            client.sslSocketFactory(context.getSocketFactory(), manager);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
