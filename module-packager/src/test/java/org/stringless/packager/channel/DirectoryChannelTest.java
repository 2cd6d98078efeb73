package org.stringless.packager.channel;

import java.nio.file.Path;
import java.time.Clock;
import org.stringless.packager.publish.DirectoryTarget;
import org.stringless.packager.publish.Target;
import org.stringless.releasewire.keys.KeyRole;

class DirectoryChannelTest extends ChannelContract {
    @Override
    Target target() {
        return new DirectoryTarget(
                directory.resolve("repository"),
                () -> workshop.key(KeyRole.RELEASE),
                () -> workshop.key(KeyRole.CHANNEL),
                Clock.systemUTC());
    }

    @Override
    Path indexKey() {
        return directory.resolve("repository/channels/production/repodata/repomd.xml.key");
    }
}
