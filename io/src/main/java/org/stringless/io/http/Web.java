package org.stringless.io.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.ConnectionSpec;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.stringless.io.file.Sha256;

/** The {@link Transport} over OkHttp and the local file system. */
public final class Web implements Transport {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    // Made on first use: a node whose repository is a file: address never loads an HTTP client, nor one with http: TLS.
    private static final class Client {
        static final OkHttpClient SHARED = client(SILENCE);
    }

    private static final class PlainClient {
        static final OkHttpClient SHARED = plainClient(SILENCE);
    }

    private final Supplier<OkHttpClient> http;
    private final Supplier<OkHttpClient> https;

    /** With a client shared by all. */
    public Web() {
        this.http = () -> PlainClient.SHARED;
        this.https = () -> Client.SHARED;
    }

    /** With a client of the caller's; it is asked for only when an address needs it. */
    public Web(Supplier<OkHttpClient> http) {
        this.http = http;
        this.https = http;
    }

    /**
     * A client as we use it everywhere: redirects stay within https, no answer within {@code silence} is an error, nothing is retried behind
     * our back.
     */
    public static OkHttpClient client(Duration silence) {
        return client(silence, TrustedCertificates.ofSystem());
    }

    /** The same that trusts these certificates instead of the system's. */
    public static OkHttpClient client(Duration silence, TrustedCertificates trusted) {
        OkHttpClient.Builder client = builder(silence).addInterceptor(Web::tellOfStrangers);
        trusted.applyTo(client);
        return client.build();
    }

    /** The same for one server: at an {@code http:} address it cannot speak TLS, for loading that takes longer than a small request. */
    public static OkHttpClient client(Duration silence, URI server) {
        return "http".equalsIgnoreCase(server.getScheme()) ? plainClient(silence) : client(silence);
    }

    private static OkHttpClient plainClient(Duration silence) {
        return builder(silence)
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .build();
    }

    private static OkHttpClient.Builder builder(Duration silence) {
        return new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(silence)
                .writeTimeout(silence)
                .followSslRedirects(false);
    }

    private static Response tellOfStrangers(Interceptor.Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (SSLHandshakeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CertPathBuilderException) {
                    throw new IOException(
                            "no authority that this machine trusts vouches for "
                                    + chain.request().url().host()
                                    + " (update-ca-certificates or update-ca-trust add one)",
                            e);
                }
            }
            throw e;
        }
    }

    @Override
    public byte[] fetch(URI address, int limit) throws IOException {
        try (Opened opened = open(address)) {
            byte[] bytes = opened.stream().readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw tooLarge(address, limit);
            }
            return bytes;
        }
    }

    @Override
    public String download(URI address, Path to, long limit) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[64 * 1024];
        long taken = 0;
        try (Opened opened = open(address);
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = opened.stream().read(buffer);
                    n >= 0;
                    n = opened.stream().read(buffer)) {
                taken += n;
                if (taken > limit) {
                    throw tooLarge(address, limit);
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        return Sha256.hex(digest.digest());
    }

    private record Opened(InputStream stream, AutoCloseable behind) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                behind.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private Opened open(URI address) throws IOException {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        switch (scheme) {
            case "file" -> {
                try {
                    InputStream stream = Files.newInputStream(Path.of(address.getPath()));
                    return new Opened(stream, stream);
                } catch (NoSuchFileException e) {
                    throw notThere(address);
                }
            }
            case "http", "https" -> {
                Response response = (scheme.equals("http") ? http : https)
                        .get()
                        .newCall(new Request.Builder().url(address.toString()).build())
                        .execute();
                if (response.isSuccessful()) {
                    return new Opened(response.body().byteStream(), response);
                }
                response.close();
                if (response.code() == 404 || response.code() == 410) {
                    throw notThere(address);
                }
                throw new StatusException(address.toString(), response.code());
            }
            default -> throw new IOException(address + " is not a file:, http: or https: address");
        }
    }

    private static NotThereException notThere(URI address) {
        return new NotThereException(address + " is not there");
    }

    private static TooLargeException tooLarge(URI address, long limit) {
        return new TooLargeException(address + " is larger than the " + limit + " bytes allowed");
    }
}
