package org.stringless.packager.pulp;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a Pulp server's interface lies.
 *
 * @param server scheme, host and port, without a path: {@code https://pulp.example.test}
 * @param apiRoot path that everything of Pulp lies below, with both slashes; {@code /pulp/} unless the server was set up otherwise
 * @param domain the domain to work in, where the server has domains
 */
public record PulpAddress(URI server, String apiRoot, String domain) {
    /** Checks the parts. */
    public PulpAddress {
        String scheme = String.valueOf(server.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https"))
                || server.getHost() == null
                || server.getUserInfo() != null) {
            throw new IllegalArgumentException("'" + server + "' is not the http: or https: address of a Pulp server");
        }
        if (!apiRoot.startsWith("/") || !apiRoot.endsWith("/")) {
            throw new IllegalArgumentException("'" + apiRoot + "' does not begin and end with a slash");
        }
    }

    /** Reads {@code https://host}, or {@code https://host/root/} where Pulp's root is not {@code /pulp/}. */
    public static PulpAddress parse(String text) {
        URI address = URI.create(text);
        String path = address.getPath() == null ? "" : address.getPath();
        String root = path.isEmpty() || path.equals("/") ? "/pulp/" : path.endsWith("/") ? path : path + "/";
        return new PulpAddress(origin(address), root, "default");
    }

    private static URI origin(URI address) {
        try {
            return new URI(
                    address.getScheme(), address.getUserInfo(), address.getHost(), address.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + address + "' is not an address", e);
        }
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
