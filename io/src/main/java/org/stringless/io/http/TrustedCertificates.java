package org.stringless.io.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/** Certificates to trust instead of the system's. */
public final class TrustedCertificates {
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
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager one : factory.getTrustManagers()) {
                if (one instanceof X509TrustManager manager) {
                    return new TrustedCertificates(manager);
                }
            }
            throw new IOException("this Java cannot trust certificates of a file");
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be read as certificates: " + e.getMessage(), e);
        }
    }

    /** Who judges by them. */
    public X509TrustManager manager() {
        return manager;
    }

    /** The same client, trusting only these. */
    public OkHttpClient applied(OkHttpClient client) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return client.newBuilder()
                    .sslSocketFactory(context.getSocketFactory(), manager)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
