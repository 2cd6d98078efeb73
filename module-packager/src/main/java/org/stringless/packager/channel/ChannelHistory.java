package org.stringless.packager.channel;

import java.util.List;
import java.util.Optional;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.model.release.PackagePin;
import org.stringless.packager.publish.TargetChannel;

/**
 * A channel as its repository shows it.
 *
 * @param content what the repository holds
 * @param pointers the newest ones, newest first, as far as they are signed by a known key
 */
public record ChannelHistory(ChannelName channel, TargetChannel.Content content, List<SignedPointer> pointers) {
    /** A pointer with the package it travels in. */
    public record SignedPointer(ChannelPointer pointer, PackagePin packageFile) {}

    /** Copies the list. */
    public ChannelHistory {
        pointers = List.copyOf(pointers);
    }

    /** The pointer that nodes follow now. */
    public Optional<ChannelPointer> present() {
        return pointers.stream().findFirst().map(SignedPointer::pointer);
    }

    /** The serial that the next pointer must have. */
    long nextSerial() {
        return content.newestSerial() + 1;
    }
}
