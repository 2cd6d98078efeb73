package org.stringless.applier.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stringless.io.file.FileTree;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** A channel's index is believed in nothing, and a repository in trouble costs a node nothing. */
class ChannelIndexTest extends PullingNode {
    @Test
    void aModuleThatTheIndexDoesNotListIsNamed() throws IOException {
        Files.delete(channel.packages().resolve("puppet-module-puppetlabs-stdlib-8.5.0-1.noarch.rpm"));
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.REPOSITORY_BROKEN, "puppet-module-puppetlabs-stdlib-8.5.0-1");
        assertThat(pull.release()).isEmpty();
        assertNoScratch();
    }

    @Test
    void aRepositoryThatIsNotThereIsNotAnEmptyOne() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        Pull closed = pull(URI.create("http://127.0.0.1:1/"));
        assertProblem(closed, Reason.REPOSITORY_UNREACHABLE, "http://127.0.0.1:1/channels/canary/");
        assertKept(closed, first);
        assertThat(closed.wanted()).contains(first.id());
        FileTree.delete(channel.root().resolve("channels/canary/repodata"));
        Pull empty = pull();
        assertProblem(empty, Reason.REPOSITORY_BROKEN, "has no repodata/repomd.xml");
        assertKept(empty, first);
    }

    @Test
    void anIndexThatIsSwitchedMeanwhileIsAskedForAgain() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Path repodata = channel.root().resolve("channels/canary/repodata");
        try (CountingServer server = new CountingServer(channel.root())) {
            boolean[] switched = new boolean[1];
            server.before(path -> {
                if (path.endsWith("primary.xml.gz") && !switched[0]) {
                    switched[0] = true;
                    try {
                        FileTree.delete(repodata);
                        channel.promote(channel.pointer(2, second, NOW, WEEK));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            Pull pull = pull(server.address());
            assertThat(pull.problem().map(Failure::sentence)).isEmpty();
            assertThat(pull.wanted()).contains(second.id());
            assertThat(server.requests())
                    .filteredOn(path -> path.endsWith("repomd.xml"))
                    .hasSize(2);
        }
    }

    @Test
    void anIndexThatLeadsElsewhereIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        Path repomd = channel.root().resolve("channels/canary/repodata/repomd.xml");
        String text = Files.readString(repomd);
        for (String place : List.of("../../../secret", "/etc/passwd", "http:///etc/passwd", "a/../../b", "")) {
            Files.writeString(
                    repomd, text.replaceFirst("href=\"repodata/[^\"]*primary.xml.gz\"", "href=\"" + place + "\""));
            assertProblem(
                    pull(),
                    Reason.REPOSITORY_BROKEN,
                    place.isEmpty() ? "names no primary" : "outside itself: '" + place);
        }
    }

    @Test
    void anIndexThatIsTooLargeOrNoIndexIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        Path repomd = channel.root().resolve("channels/canary/repodata/repomd.xml");
        Files.write(repomd, new byte[(256 << 10) + 1]);
        Pull large = pull();
        assertProblem(large, Reason.REPOSITORY_BROKEN, "gives too many bytes for repodata/repomd.xml");
        assertKept(large, first);
        Files.writeString(repomd, "<html>Please log in</html>");
        assertProblem(pull(), Reason.REPOSITORY_BROKEN, "names no primary index");
        Files.writeString(repomd, "busy");
        assertProblem(pull(), Reason.REPOSITORY_BROKEN, "cannot be read");
    }
}
