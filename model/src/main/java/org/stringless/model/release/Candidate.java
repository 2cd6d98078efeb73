package org.stringless.model.release;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.stringless.model.node.NodeName;

/**
 * A release on trial.
 *
 * @param percent of the nodes that take it, 0 to 100
 * @param salt makes another share of the nodes come first each time
 * @param canaries nodes that take it whatever the percentage
 */
public record Candidate(ChannelPointer.ReleasePin release, int percent, String salt, Set<String> canaries) {
    /** Checks the percentage and copies the set. */
    public Candidate {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException(percent + " is not a percentage");
        }
        canaries = Set.copyOf(canaries);
    }

    /** Whether that node takes the candidate: decided by {@code sha256(salt NUL node)} alone, the same on the node and at the centre. */
    public boolean admits(NodeName node) {
        return canaries.contains(node.text()) || percent > share(node);
    }

    private int share(NodeName node) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((salt + "\0" + node.text()).getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest).mod(BigInteger.valueOf(100)).intValue();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
