package org.stringless.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stringless.io.http.NotThereException;
import org.stringless.io.http.Transport;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.keys.NodeKeys;
import org.stringless.releasewire.keys.PublicKeyFile;

/**
 * What one {@code --key} of {@code join} names: the public keys of a file, or one key by its fingerprint.
 *
 * @param role whose work they may do; empty for both roles'
 * @param text file, or fingerprint of 40 upper-case digits without spaces
 */
record JoinKey(Optional<KeyRole> role, String text) {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}");
    private static final Pattern PART_OF_ONE = Pattern.compile("[0-9A-F]{8,}");
    private static final int LIMIT = 1 << 20;

    /** {@code [ROLE=]FILE|FINGERPRINT}. */
    static JoinKey parse(String words) {
        for (KeyRole role : KeyRole.values()) {
            if (words.startsWith(role.code() + "=")) {
                return of(Optional.of(role), words.substring(role.code().length() + 1));
            }
        }
        return of(Optional.empty(), words);
    }

    private static JoinKey of(Optional<KeyRole> role, String words) {
        String digits = words.replaceAll("\\s", "").toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
        if (FINGERPRINT.matcher(digits).matches()) {
            return new JoinKey(role, digits);
        }
        if (PART_OF_ONE.matcher(digits).matches() && !Files.exists(Path.of(words))) {
            throw new Failure(
                    Reason.USAGE,
                    "'" + words + "' is not a whole fingerprint.",
                    "Give all 40 digits, as the signer's 'stringless keys list' shows them, or the key's file.");
        }
        return new JoinKey(role, words);
    }

    boolean isFor(KeyRole asked) {
        return role.isEmpty() || role.get() == asked;
    }

    /** The keys, fit to be trusted; one that the node trusts already in that role is not asked for again. */
    List<PublicKeyFile> find(KeyRole asked, NodeKeys trusted, URI repomdKey, Transport transport) throws IOException {
        if (!FINGERPRINT.matcher(text).matches()) {
            return NodeKeys.fit(Files.readAllBytes(Path.of(text)), text);
        }
        Optional<PublicKeyFile> known = trusted.list(asked).stream()
                .filter(key -> key.fingerprint().equals(text))
                .findFirst();
        return List.of(known.isPresent() ? known.get() : fetched(asked, repomdKey, transport));
    }

    private PublicKeyFile fetched(KeyRole asked, URI address, Transport transport) {
        String otherwise = "Give the file of the key instead: --key " + asked.code() + "=FILE.";
        List<PublicKeyFile> found;
        try {
            found = NodeKeys.fit(transport.fetch(address, LIMIT), address.toString());
        } catch (NotThereException e) {
            throw new Failure(
                    Reason.KEY_REFUSED, "The repository does not give a key at " + address + ".", otherwise, e);
        } catch (IOException e) {
            throw new Failure(
                    Reason.REPOSITORY_UNREACHABLE,
                    "The key at " + address + " cannot be fetched: " + e.getMessage() + ".",
                    "Check the address and the network. " + otherwise,
                    e);
        }
        return found.stream()
                .filter(key -> key.fingerprint().equals(text))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Reason.KEY_REFUSED,
                        "The " + asked.code() + " key at " + address + " is "
                                + found.get(0).fingerprint() + ", not " + text + ".",
                        "Compare with the signer's 'stringless keys list'; if it says the same as you, do not trust"
                                + " that repository. "
                                + otherwise));
    }
}
