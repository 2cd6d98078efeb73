package org.stringless.applier.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ModulePin;

/** Releases that are not what their pointer or their own manifest says. */
class RefusedReleaseTest extends PullingNode {
    @Test
    void aModuleWithOtherBytesIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW, WEEK));
        Path module = channel.packages().resolve("puppet-module-puppetlabs-apache-6.0.0-1.noarch.rpm");
        byte[] bytes = Files.readAllBytes(module);
        bytes[bytes.length - 5] ^= 1;
        Files.write(module, bytes);
        Pull pull = pull();
        assertProblem(pull, Reason.UNVERIFIED, "puppetlabs-apache-6.0.0-1 is not the file that was pinned");
        assertKept(pull, first);
    }

    @Test
    void aReleaseWhoseModulePinNamesAnotherTreeIsRefused() throws IOException {
        ModulePin wrong = new ModulePin(
                apache.module(), apache.path(), apache.packageFile(), stdlib.tree(), apache.unpackedSize(), 1, "test");
        channel.promote(channel.pointer(1, channel.release("wrong", wrong), NOW, WEEK));
        assertProblem(pull(), Reason.UNVERIFIED, "has digest");
        assertNoScratch();
    }

    @Test
    void aModuleMayNotStandOnTheControlTree() throws IOException {
        ModulePin onTop = new ModulePin(
                apache.module(),
                "manifests/site.pp",
                apache.packageFile(),
                apache.tree(),
                apache.unpackedSize(),
                1,
                "test");
        channel.promote(channel.pointer(1, channel.release("ontop", onTop), NOW, WEEK));
        assertProblem(pull(), Reason.PACKAGE_REFUSED, "manifests/site.pp, is taken");
    }

    @Test
    void aModuleMayNotStandInAnotherModule() throws IOException {
        ModulePin inside = new ModulePin(
                stdlib.module(),
                "modules/apache/stdlib",
                stdlib.packageFile(),
                stdlib.tree(),
                stdlib.unpackedSize(),
                1,
                "test");
        channel.promote(channel.pointer(1, channel.release("inside", apache, inside), NOW, WEEK));
        assertProblem(pull(), Reason.PACKAGE_REFUSED, "modules/apache/stdlib, is taken");
    }

    @Test
    void anIdThatComesInAnotherPackageIsRefusedUntilTheChannelMovesOn() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, channel.release(first.id().text(), apache), NOW, WEEK));
        for (int i = 0; i < 2; i++) {
            Pull pull = pull();
            assertProblem(pull, Reason.UNVERIFIED, "from another package");
            assertKept(pull, first);
        }
        channel.promote(channel.pointer(3, second, NOW, WEEK));
        assertThat(pull().release().map(StoredRelease::id)).contains(second.id());
    }
}
