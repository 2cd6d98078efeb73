package org.stringless.applier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.stringless.io.process.Command;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;
import org.stringless.model.node.NodeName;
import org.stringless.model.release.ChannelName;

/**
 * Who runs.
 *
 * @param bootId the kernel's boot id
 * @param runner program and version
 * @param channel the channel the node follows, empty when it follows none
 * @param period how often the node runs
 * @param ownPeriod whether that stands whatever the channel says
 */
public record NodeIdentity(
        NodeName name,
        String bootId,
        String runner,
        Optional<ChannelName> channel,
        Duration period,
        boolean ownPeriod) {
    /** This machine's, by that name or by its fully qualified host name. */
    public static NodeIdentity ofThisMachine(
            Optional<NodeName> name, String runner, Optional<ChannelName> channel, Duration period, boolean ownPeriod) {
        return new NodeIdentity(
                name.orElseGet(NodeIdentity::hostName), kernelBootId(), runner, channel, period, ownPeriod);
    }

    /** The machine's fully qualified host name, as {@code hostname -f} has it. */
    public static NodeName hostName() {
        try {
            String name = Command.of("hostname", "-f").run().out().strip();
            return new NodeName(
                    name.isEmpty() ? Files.readString(Path.of("/etc/hostname")).strip() : name);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    Reason.CONFIGURATION,
                    "This machine does not know its own name.",
                    "Name it by 'node:' in stringless.yaml.",
                    e);
        }
    }

    private static String kernelBootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
