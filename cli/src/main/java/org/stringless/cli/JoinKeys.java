package org.stringless.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.stringless.io.http.Transport;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.releasewire.keys.KeyRole;
import org.stringless.releasewire.keys.NodeKeys;
import org.stringless.releasewire.keys.PublicKeyFile;

/**
 * The keys that a node is to trust, by role.
 *
 * @param named those of this join; a role without any keeps the keys that the node has
 */
record JoinKeys(Map<KeyRole, List<PublicKeyFile>> named) {
    /**
     * Brings together what the options name; nothing is trusted yet.
     *
     * @throws Failure when a key cannot be had or is unfit, or a role would be without one
     */
    static JoinKeys find(List<JoinKey> options, NodeKeys node, JoinOrder order, Transport transport)
            throws IOException {
        if (options.size() > 1 && options.stream().anyMatch(key -> key.role().isEmpty())) {
            throw new Failure(
                    Reason.USAGE,
                    "One of several keys has no role.",
                    "Write --key release=… and --key channel=…; a key without a role does the work of both, and is then"
                            + " the only one.");
        }
        Map<KeyRole, List<PublicKeyFile>> named = new EnumMap<>(KeyRole.class);
        for (KeyRole role : KeyRole.values()) {
            List<PublicKeyFile> keys = new ArrayList<>();
            for (JoinKey option : options) {
                if (option.isFor(role)) {
                    keys.addAll(option.find(role, node, address(role, order), transport));
                }
            }
            if (keys.isEmpty() && node.list(role).isEmpty()) {
                throw new Failure(
                        Reason.KEY_REFUSED,
                        "No " + role.code() + " key is named, and this node trusts none yet.",
                        "Add --key " + role.code() + "=FILE, the signer's " + role.code()
                                + ".asc, or its fingerprint.");
            }
            named.put(role, keys);
        }
        return new JoinKeys(named);
    }

    /** Where a repository that Stringless published shows the key of its index. */
    private static URI address(KeyRole role, JoinOrder order) {
        String base = order.repository().toString();
        return URI.create((base.endsWith("/") ? base : base + "/")
                + (role == KeyRole.CHANNEL ? "channels/" + order.channel() + "/" : "")
                + "repodata/repomd.xml.key");
    }
}
