package org.stringless.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stringless.packaging.BuiltPackages.ok;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units, as systemd judges them. */
class UnitsTest {
    private static final Path UNITS = BuiltPackages.CHECKOUT.resolve("systemd/usr/lib/systemd/system");

    private static BuiltPackages packages;

    @BeforeAll
    static void build() {
        packages = BuiltPackages.once();
    }

    @Test
    void systemdHasNothingToSayAgainstThem() throws IOException {
        // The units' programs are looked for in the root, so it needs what they name.
        Path there = packages.root.resolve("usr/lib/systemd/system");
        for (String name : List.of("sysinit.target", "basic.target", "network-online.target", "shutdown.target")) {
            Files.copy(
                    Path.of("/usr/lib/systemd/system", name),
                    there.resolve(name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        for (String unit : units()) {
            String said = ok(
                    "sh",
                    "-c",
                    "systemd-analyze verify --recursive-errors=no --man=no --root=" + packages.root + " " + unit
                            + " 2>&1");
            assertThat(said).as(unit).isEmpty();
        }
    }

    /** From 0 (caged) to 100 (root without bounds); a run is root by nature. */
    @ParameterizedTest
    @CsvSource({"stringless-ship, 16", "stringless-collector, 16", "stringless-run, 96"})
    void exposureStaysBelowItsThreshold(String unit, int threshold) throws IOException {
        ok(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=" + threshold,
                UNITS.resolve(unit + ".service").toString());
    }

    @Test
    void everyServiceHasAnOffSwitchAndAManualPage() throws IOException {
        for (String unit : units()) {
            String text = Files.readString(UNITS.resolve(unit));
            if (unit.endsWith(".service")) {
                assertThat(text).contains("\nConditionPathExists=!/etc/stringless/", "\nDocumentation=man:");
                String page = text.replaceFirst("(?s).*\nDocumentation=man:([^(]+)\\(1\\).*", "$1");
                assertThat(packages.root.resolve("usr/share/man/man1/" + page + ".1.gz"))
                        .exists();
            }
        }
    }

    @Test
    void everyOrderingLineSaysWhy() throws IOException {
        for (String unit : units()) {
            List<String> lines = Files.readAllLines(UNITS.resolve(unit));
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).matches("(After|Before|Wants|Requires|BindsTo)=.*")) {
                    int above = i;
                    while (lines.get(above).matches("(After|Before|Wants|Requires|BindsTo)=.*")) {
                        above--;
                    }
                    assertThat(lines.get(above)).as(unit + ": " + lines.get(i)).startsWith("#");
                }
            }
        }
    }

    private static List<String> units() throws IOException {
        try (Stream<Path> files = Files.list(UNITS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
