package org.stringless.applier.preview;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.stringless.io.process.Command;

/** The unified difference of two texts, by the machine's own {@code diff}, as Puppet makes it. */
record ContentDifference(Path scratch) {
    /** Lines of both, headed by that name; empty where there is no {@code diff}. */
    String of(String name, String before, String after) throws IOException {
        if (Command.find("diff").isEmpty()) {
            return "";
        }
        Path old = Files.writeString(scratch.resolve("before"), before);
        Path now = Files.writeString(scratch.resolve("after"), after);
        return Command.of("diff", "-u", "--label", "release " + name, "--label", "tree " + name, "" + old, "" + now)
                .run()
                .out();
    }
}
