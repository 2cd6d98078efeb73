package org.stringless.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stringless.model.failure.Reason;

class ManualTest {
    private static final Pattern ROW = Pattern.compile("\\| [0-9]+ \\| `[a-z-]+` \\| .* \\|");

    @Test
    void namesEveryReasonWithItsExitStatusAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/manual.md")).stream()
                .filter(ROW.asMatchPredicate())
                .toList();
        List<String> reasons = Arrays.stream(Reason.values())
                .map(reason -> "| " + reason.exitStatus() + " | `" + reason.code() + "` | " + reason.meaning() + " |")
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(reasons);
    }

    @Test
    void noTwoReasonsShareAnExitStatusAndNoneIsAResultOfPuppet() {
        List<Integer> statuses =
                Arrays.stream(Reason.values()).map(Reason::exitStatus).toList();
        assertThat(statuses).doesNotHaveDuplicates().doesNotContain(0, 2, 4, 6);
    }

    /** What the commands do is another matter; this keeps their names and options from being wrong. */
    @Test
    void theCommandsOfThePageForBeginnersAreOnesTheProgramKnows() throws IOException {
        String page = Files.readString(Path.of("../docs/getting-started.md")).replaceAll("\\\\\n *", "");
        List<String> commands = page.lines()
                .filter(line -> line.startsWith("    stringless ") || line.startsWith("    bin/stringless "))
                .map(String::strip)
                .toList();
        assertThat(commands).hasSizeGreaterThan(10).allSatisfy(command -> {
            String[] words = command.substring(command.indexOf(' ') + 1).split(" +");
            Main.whole().setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
        });
    }
}
