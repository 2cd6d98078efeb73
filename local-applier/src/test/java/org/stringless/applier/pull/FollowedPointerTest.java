package org.stringless.applier.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stringless.model.failure.Reason;
import org.stringless.model.release.ChannelPointer.ReleasePin;

/** Which pointers a node follows: by signer, serial and time. */
class FollowedPointerTest extends PullingNode {
    @Test
    void anExpiredPointerKeepsTheCurrentReleaseWithoutAnotherRequest() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        clock = Clock.fixed(NOW.plus(Duration.ofDays(8)), ZoneOffset.UTC);
        Pull pull = pull();
        assertProblem(pull, Reason.STALE, "serial 1, expired at");
        assertKept(pull, first);
    }

    @Test
    void anExpiredPointerThatIsNewIsNotFollowed() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW.minus(Duration.ofDays(2)), Duration.ofDays(1)));
        Pull pull = pull();
        assertProblem(pull, Reason.STALE, "serial 2, expired at");
        assertKept(pull, first);
    }

    @Test
    void aClockSetBackDoesNotMakeAPointerFresh() throws IOException {
        channel.promote(channel.pointer(1, first, NOW.minus(Duration.ofDays(2)), Duration.ofDays(1)));
        pull();
        channel.promote(channel.pointer(2, first, NOW, WEEK));
        run();
        // Back to the time at which the first pointer was good; its serial is too low, and the third's time is over.
        clock = Clock.fixed(NOW.minus(Duration.ofDays(2)).plusSeconds(60), ZoneOffset.UTC);
        channel.promote(channel.pointer(3, second, NOW.minus(Duration.ofDays(2)), Duration.ofDays(1)));
        Pull pull = pull();
        assertProblem(pull, Reason.STALE, "serial 3");
        assertKept(pull, first);
    }

    @Test
    void aPointerFromTheFutureIsRefused() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW.plus(Duration.ofDays(365)), WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.UNVERIFIED, "in the future");
        assertKept(pull, first);
    }

    @Test
    void anOlderPointerIsRefused() throws IOException {
        channel.promote(channel.pointer(5, first, NOW, WEEK));
        run();
        try (Stream<Path> files = Files.list(channel.packages())) {
            for (Path file :
                    files.filter(path -> path.toString().contains("-channel-")).toList()) {
                Files.delete(file);
            }
        }
        channel.promote(channel.pointer(4, second, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.ROLLED_BACK, "serial 4, but this node has seen 5");
        assertKept(pull, first);
    }

    @Test
    void aSecondPointerWithTheSameSerialIsRefused() throws IOException {
        channel.promote(channel.pointer(5, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(5, second, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.ROLLED_BACK, "two pointers");
        assertKept(pull, first);
    }

    @Test
    void theReleaseKeyCannotMoveAChannel() throws IOException {
        channel.promote(channel.pointer(1, first, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, second, NOW, WEEK), PublishedChannel.RELEASE_KEY);
        Pull pull = pull();
        assertProblem(pull, Reason.UNVERIFIED, "not in the keyring");
        assertKept(pull, first);
    }

    @Test
    void theSecurityFloorHolds() throws IOException {
        Map<String, String> control = PublishedChannel.control();
        ReleasePin floored = channel.release(
                channel.manifest("20260103.000000.ccccccc", "20260102.000000", control, apache), control);
        channel.promote(channel.pointer(1, floored, NOW, WEEK));
        run();
        channel.promote(channel.pointer(2, first, NOW, WEEK));
        Pull pull = pull();
        assertProblem(pull, Reason.ROLLED_BACK, "may not go back behind 20260102.000000");
        assertKept(pull, floored);
    }
}
