package org.stringless.packager.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.stringless.io.http.NotThereException;
import org.stringless.io.http.Transport;
import org.stringless.io.json.JsonException;
import org.stringless.io.json.JsonObject;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.module.ModuleName;

/** A Forge (API version 3): says which version is newest, and gives a version's tarball, checked against the Forge's own digest. */
public final class Forge {
    private static final int ANSWER_LIMIT = 16 << 20;
    private static final long TARBALL_LIMIT = 512L << 20;

    private final URI base;
    private final Transport transport;

    /** The Forge at that address; tests give a server of their own. */
    public Forge(URI base, Transport transport) {
        this.base = URI.create(base.toString().replaceFirst("/+$", "") + "/");
        this.transport = transport;
    }

    /** Its address, with a slash at the end. */
    public URI base() {
        return base;
    }

    /** The version that the Forge calls the module's current one. */
    public String newest(ModuleName module) throws IOException {
        URI address = base.resolve("v3/modules/" + module);
        try {
            return ask(address, "module " + module).object("current_release").text("version");
        } catch (JsonException e) {
            throw broken(address, e);
        }
    }

    /**
     * Fetches the tarball of a version.
     *
     * @param to where it shall stand; no such file may exist
     */
    public void download(ModuleName module, String version, Path to) throws IOException {
        URI address = base.resolve("v3/releases/" + module + "-" + version);
        JsonObject release = ask(address, module + " " + version);
        URI file;
        String sha256;
        String md5;
        try {
            file = base.resolve(release.as("file_uri", URI::create));
            sha256 = release.text("file_sha256", "").toLowerCase(Locale.ROOT);
            md5 = release.text("file_md5", "").toLowerCase(Locale.ROOT);
        } catch (JsonException e) {
            throw broken(address, e);
        }
        String found;
        try {
            found = transport.download(file, to, TARBALL_LIMIT);
        } catch (IOException e) {
            throw unavailable("The tarball of " + module + " " + version + " cannot be had from " + file, e);
        }
        boolean equal = sha256.isEmpty() ? md5.equals(md5(to)) : sha256.equals(found);
        if (!equal) {
            Files.delete(to);
            throw new Failure(
                    Reason.SOURCE_UNAVAILABLE,
                    "The tarball of " + module + " " + version + " from " + file
                            + " has not the digest that the Forge gives.",
                    "Try again; if it stays so, the Forge or something on the way to it is broken.");
        }
    }

    private JsonObject ask(URI address, String what) throws IOException {
        try {
            return JsonObject.parse(transport.fetch(address, ANSWER_LIMIT));
        } catch (NotThereException e) {
            throw new Failure(
                    Reason.SOURCE_UNAVAILABLE,
                    "The Forge at " + base + " has no " + what + ".",
                    "Check the name and the version, or the key 'forge' of the configuration.",
                    e);
        } catch (IOException e) {
            throw unavailable("The Forge at " + base + " does not tell of " + what, e);
        } catch (JsonException e) {
            throw broken(address, e);
        }
    }

    private static Failure unavailable(String what, IOException e) {
        return new Failure(
                Reason.SOURCE_UNAVAILABLE,
                what + ": " + e.getMessage() + ".",
                "Check the network and the key 'forge' of the configuration, and try again.",
                e);
    }

    private static Failure broken(URI address, JsonException e) {
        return new Failure(
                Reason.SOURCE_UNAVAILABLE,
                "The answer of " + address + " is not a Forge's: " + e.getMessage() + ".",
                "Check the key 'forge' of the configuration.",
                e);
    }

    private static String md5(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
