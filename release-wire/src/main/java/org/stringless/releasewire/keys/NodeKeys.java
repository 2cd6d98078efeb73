package org.stringless.releasewire.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stringless.io.file.DurableFile;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** The public keys a node trusts: a directory for each role, with one file a key. */
public record NodeKeys(Path directory) {
    private static final int SHORTEST_RSA = 2048;

    /** Where the keys of a role are: {@code *.asc}. */
    public Path keyring(KeyRole role) {
        return directory.resolve(role.code());
    }

    /** Trusts all keys of a file in a role, durably; nothing is trusted when one of them is unfit. */
    public List<PublicKeyFile> add(KeyRole role, Path file) throws IOException {
        List<PublicKeyFile> keys = fit(Files.readAllBytes(file), file.toString());
        for (PublicKeyFile key : keys) {
            add(role, key);
        }
        return keys;
    }

    /**
     * The public keys in these bytes, each of which may be trusted.
     *
     * @param place where they come from, for messages
     * @throws Failure {@link Reason#KEY_REFUSED} when there is none, or one of them is unfit
     */
    public static List<PublicKeyFile> fit(byte[] bytes, String place) {
        List<PublicKeyFile> keys = PublicKeyFile.parse(bytes, place);
        for (PublicKeyFile key : keys) {
            checkFit(key, place);
        }
        return keys;
    }

    /**
     * Trusts a fit key in a role, durably.
     *
     * @return whether it was not there like this already
     */
    public boolean add(KeyRole role, PublicKeyFile key) throws IOException {
        Path file = file(role, key);
        byte[] bytes = key.armoured().getBytes(StandardCharsets.US_ASCII);
        if (DurableFile.holds(file, bytes)) {
            return false;
        }
        Files.createDirectories(keyring(role));
        DurableFile.write(file, bytes, "rw-r--r--");
        return true;
    }

    /** Where that key is when it is trusted in that role. */
    public Path file(KeyRole role, PublicKeyFile key) {
        return keyring(role).resolve(key.fingerprint() + ".asc");
    }

    /** All keys trusted in a role. */
    public List<PublicKeyFile> list(KeyRole role) throws IOException {
        if (!Files.isDirectory(keyring(role))) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> children = Files.list(keyring(role))) {
            files = children.filter(file -> file.getFileName().toString().endsWith(".asc"))
                    .sorted()
                    .toList();
        }
        List<PublicKeyFile> keys = new ArrayList<>();
        for (Path file : files) {
            keys.addAll(PublicKeyFile.parse(Files.readAllBytes(file), file.toString()));
        }
        return keys;
    }

    private static void checkFit(PublicKeyFile key, String place) {
        boolean rsa = key.algorithm().startsWith("rsa");
        boolean known = key.algorithm().equals("ed25519")
                || (rsa && Integer.parseInt(key.algorithm().substring("rsa".length())) >= SHORTEST_RSA);
        if (!known || key.revoked()) {
            throw new Failure(
                    Reason.KEY_REFUSED,
                    "The key " + key.fingerprint() + " in " + place + " is "
                            + (key.revoked() ? "revoked" : "an " + key.algorithm() + " key") + ".",
                    "Use an RSA key of 2048 bits or more, or an Ed25519 key, that its owner has not revoked.");
        }
    }
}
