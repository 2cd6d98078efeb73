package org.stringless.releasewire.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.stringless.model.failure.Failure;

class RpmHeaderTest {
    private static HandmadeHeader sample() throws IOException {
        return new HandmadeHeader(RpmTag.HEADERIMMUTABLE)
                .text(RpmTag.NAME, "größe")
                .texts(RpmTag.BASENAMES, List.of("a", "", "c"))
                .shorts(RpmTag.FILEMODES, List.of(0100644, 0xffff))
                .numbers(RpmTag.FILESIZES, List.of(7, -1))
                .bytes(RpmTag.SIGMD5, new byte[] {1, 2, 3});
    }

    private static RpmHeader read(byte[] bytes) throws MalformedPackageException {
        if (RpmHeader.length(ByteBuffer.wrap(bytes), 1 << 20) != bytes.length) {
            throw new MalformedPackageException("has another length");
        }
        return new RpmHeader(bytes, RpmTag.HEADERIMMUTABLE);
    }

    @Test
    void valuesHaveTheirTypes() throws IOException {
        HandmadeHeader made = new HandmadeHeader(RpmTag.HEADERIMMUTABLE)
                .text(RpmTag.NAME, "größe")
                .texts(RpmTag.BASENAMES, List.of("a", "", "c"))
                .shorts(RpmTag.FILEMODES, List.of(0100644, 0xffff))
                .numbers(RpmTag.FILESIZES, List.of(7, -1));
        RpmHeader header = read(made.encode());
        assertThat(header.text(RpmTag.NAME)).isEqualTo("größe");
        assertThat(header.texts(RpmTag.BASENAMES)).containsExactly("a", "", "c");
        assertThat(header.numbers(RpmTag.FILEMODES)).containsExactly(0100644, 0xffff);
        assertThat(header.numbers(RpmTag.FILESIZES)).containsExactly(7, 0xffffffffL);
        assertThat(header.has(RpmTag.EPOCH)).isFalse();
        assertThat(header.numbers(RpmTag.EPOCH)).isEmpty();
        assertThat(header.number(RpmTag.EPOCH, 3)).isEqualTo(3);
        assertThatThrownBy(() -> header.text(RpmTag.VERSION)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> header.numbers(RpmTag.NAME)).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> header.texts(RpmTag.FILESIZES)).isInstanceOf(Failure.class);
    }

    @Test
    void aTagStandsThereOnce() throws IOException {
        byte[] twice = sample().text(RpmTag.NAME, "other").encode();
        assertThatThrownBy(() -> read(twice)).hasMessageContaining("twice");
    }

    @Test
    void aHeaderThatIsNotWhollyCoveredIsNone() throws IOException {
        byte[] bytes = sample().encode();
        ByteBuffer.wrap(bytes).putInt(bytes.length - 8, -16);
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("does not cover");
        byte[] other = new HandmadeHeader(RpmTag.HEADERSIGNATURES)
                .text(RpmTag.NAME, "a")
                .encode();
        assertThatThrownBy(() -> read(other)).hasMessageContaining("without an immutable region");
    }

    @Test
    void sizesOutOfBoundsAreNotReadAtAll() throws IOException {
        for (int[] sizes : new int[][] {{0, 100}, {1025, 100}, {-1, 100}, {2, 15}, {2, (1 << 20) + 1}, {2, -1}}) {
            ByteBuffer preamble = ByteBuffer.wrap(sample().encode());
            preamble.putInt(8, sizes[0]).putInt(12, sizes[1]);
            assertThatThrownBy(() -> RpmHeader.length(preamble, 1 << 20)).hasMessageContaining("out of bounds");
        }
    }

    @Test
    void whateverIsFlippedItIsReadOrRefused() throws IOException {
        byte[] original = sample().encode();
        Random random = new Random(11);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = original.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                RpmHeader header = read(bytes);
                accepted++;
                for (int tag : header.tags()) {
                    askEverything(header, tag);
                }
            } catch (MalformedPackageException e) {
                assertThat(e).hasMessageStartingWith("has ");
            }
        }
        assertThat(accepted).isPositive();
    }

    private static void askEverything(RpmHeader header, int tag) {
        for (Runnable question :
                List.<Runnable>of(() -> header.texts(tag), () -> header.numbers(tag), () -> header.bytes(tag))) {
            try {
                question.run();
            } catch (Failure e) {
                assertThat(e.sentence()).contains("tag " + tag);
            }
        }
    }
}
