package org.stringless.releasewire.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stringless.io.process.Command;

class RpmVersionTest {
    @ParameterizedTest
    @CsvSource({
        "1.0, 1.0, 0",
        "1.0, 2.0, -1",
        "2.0.1, 2.0, 1",
        "10, 9, 1",
        "1.05, 1.5, 0",
        "1a, 1.a, 0",
        "1.0~rc1, 1.0, -1",
        "1.0~rc2, 1.0~rc10, -1",
        "1.0~, 1.0~alpha, -1",
        "1.0^git1, 1.0, 1",
        "1.0^git1, 1.0.1, -1",
        "1.0^git1~pre, 1.0^git1, -1",
        "1.1, 1.a, 1",
        "a, 1, -1",
        "20260101.000000.abc, 20260102.000000.abc, -1"
    })
    void ordersAsRpmDoes(String a, String b, int order) {
        assertThat(RpmVersion.compare(a, b)).isEqualTo(order);
        assertThat(RpmVersion.compare(b, a)).isEqualTo(-order);
    }

    @Test
    void agreesWithRpmOnThousandsOfOddPairs() throws IOException {
        Random random = new Random(7);
        for (int call = 0; call < 10; call++) {
            StringBuilder script = new StringBuilder("%{lua:");
            StringBuilder ours = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                String a = odd(random);
                String b = random.nextBoolean()
                        ? odd(random)
                        : a.substring(0, random.nextInt(a.length()) + 1) + odd(random);
                script.append("print(rpm.vercmp('" + a + "','" + b + "')..';') ");
                ours.append(RpmVersion.compare(a, b)).append(';');
            }
            assertThat(Command.of("rpm", "--eval", script + "}").run().out().strip())
                    .isEqualTo(ours.toString());
        }
    }

    private static String odd(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(7);
        for (int i = 0; i < length; i++) {
            text.append("0123aAb.._~^+".charAt(random.nextInt(13)));
        }
        return text.toString();
    }
}
