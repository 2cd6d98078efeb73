package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stringless.packaging.BuiltPackages.ok;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start of the node's program costs, as it is installed, beside Puppet's own on the same machine. */
class StartTest {
    private static final int ROUNDS = 5;
    private static final double STATUS_MEGABYTES = 70;
    private static final String MEASURE = "import resource,subprocess,sys,time; t=time.monotonic(); "
            + "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL); "
            + "print(time.monotonic()-t, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)";

    @TempDir
    Path top;

    /** Wall seconds and peak megabytes. */
    private record Cost(double seconds, double megabytes) {
        static Cost of(String... words) throws IOException {
            List<String> all = new ArrayList<>(List.of("python3", "-c", MEASURE));
            all.addAll(List.of(words));
            String[] figures = ok(all.toArray(String[]::new)).strip().split(" ");
            return new Cost(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
        }
    }

    @Test
    void statusCostsHalfOfPuppetsVersionAtMostAndLittleMemory() throws IOException {
        String program = program();
        List<Double> shares = new ArrayList<>();
        double most = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Cost status = Cost.of(program, "--root", top.toString(), "status");
            Cost puppet = Cost.of("puppet", "--version");
            shares.add(status.seconds() / puppet.seconds());
            most = Math.max(most, status.megabytes());
        }
        Collections.sort(shares);
        assertThat(shares.get(ROUNDS / 2))
                .as("share of puppet's time, of " + shares)
                .isLessThanOrEqualTo(0.5);
        assertThat(most).as("megabytes").isLessThanOrEqualTo(STATUS_MEGABYTES);
    }

    /** The installed launcher, told that its files lie elsewhere. */
    private String program() throws IOException {
        Path root = BuiltPackages.once().root;
        String text = Files.readString(root.resolve("usr/bin/stringless"));
        Path moved = Files.writeString(
                top.resolve("stringless"), text.replace("/usr/lib/stringless", root + "/usr/lib/stringless"));
        ok("chmod", "0755", moved.toString());
        return moved.toString();
    }
}
