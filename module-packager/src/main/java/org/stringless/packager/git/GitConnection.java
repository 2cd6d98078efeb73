package org.stringless.packager.git;

import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.transport.NetRCCredentialsProvider;
import org.eclipse.jgit.transport.TransportHttp;
import org.stringless.model.failure.Failure;

/**
 * How one Git repository is asked: silence has a limit, an address without a user takes name and password from the user's {@code .netrc},
 * certificates are those that the user's git trusts.
 */
public final class GitConnection {
    private static final int SILENCE_SECONDS = 60;

    private final String url;

    /** To the repository at that address: {@code https:}, {@code ssh:}, {@code git:}, {@code file:} or a path. */
    public GitConnection(String url) {
        GitSurroundings.enter();
        this.url = url;
    }

    /** The address without what might be a password: as it may be shown and recorded. */
    public String address() {
        return shown(url);
    }

    /** Any address without what might be a password. */
    public static String shown(String url) {
        return url.replaceFirst("^([A-Za-z][A-Za-z0-9+.-]*://)[^/@]*@", "$1");
    }

    /**
     * Makes a command use it.
     *
     * @throws Failure CONFIGURATION when the certificates that git's configuration names cannot be read
     */
    public <C extends TransportCommand<C, ?>> C prepared(C command) {
        if (command.getRepository() != null) {
            // A collection in the background would outlive us, or find the repository gone.
            command.getRepository().getConfig().setBoolean("gc", null, "autodetach", false);
        }
        boolean named = !address().equals(url);
        command.setTimeout(SILENCE_SECONDS).setCredentialsProvider(named ? null : new NetRCCredentialsProvider());
        TrustedHosts.of(url)
                .ifPresent(trusted -> command.setTransportConfigCallback(transport -> {
                    if (transport instanceof TransportHttp http) {
                        http.setHttpConnectionFactory(trusted);
                    }
                }));
        return command;
    }

    /** What went wrong, in its innermost words, without the address that may hold a password. */
    public String said(Exception e) {
        Throwable innermost = e;
        while (innermost.getCause() != null && innermost.getCause().getMessage() != null) {
            innermost = innermost.getCause();
        }
        String message = String.valueOf(innermost.getMessage()).replace(url, address());
        message = message.startsWith(address() + ": ")
                ? message.substring(address().length() + 2)
                : message;
        String words = innermost instanceof java.net.UnknownHostException
                ? "there is no host " + message
                : message.lines().findFirst().orElse("no reason given");
        return words.replaceFirst("\\.$", "");
    }
}
