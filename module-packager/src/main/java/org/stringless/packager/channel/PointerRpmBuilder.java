package org.stringless.packager.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.stringless.model.release.ChannelName;
import org.stringless.model.release.ChannelPointer;
import org.stringless.packager.rpm.PayloadRpmBuilder;
import org.stringless.packager.rpm.RpmSigner;
import org.stringless.packager.rpm.SignedRpm;
import org.stringless.packager.tree.TreeFile;
import org.stringless.releasewire.json.ChannelPointerJson;

/** Writes pointers as the small signed packages they travel in. */
final class PointerRpmBuilder {
    private static final String DIRECTORY = "/usr/share/stringless/channels/";
    private static final String FILE = "channel.json";

    private final RpmSigner signer;

    PointerRpmBuilder(RpmSigner signer) {
        this.signer = signer;
    }

    /** Where a pointer's document lies in its package. */
    static String path(ChannelName channel) {
        return DIRECTORY + channel + "/" + FILE;
    }

    /** The package of that pointer, in that directory. */
    SignedRpm build(ChannelPointer pointer, Path directory) throws IOException {
        PayloadRpmBuilder builder = new PayloadRpmBuilder(pointer.packageName(), pointer.issued())
                .describe(
                        "Pointer " + pointer.serial() + " of channel " + pointer.channel(),
                        "Channel " + pointer.channel() + " points to release "
                                + pointer.stable().id() + ".")
                .tree(DIRECTORY + pointer.channel(), List.of(TreeFile.of(FILE, ChannelPointerJson.write(pointer))));
        return signer.sign(builder.build(directory));
    }
}
