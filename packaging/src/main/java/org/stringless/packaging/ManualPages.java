package org.stringless.packaging;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stringless.io.file.FileTree;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Manual pages, made from the commands' own model by picocli and asciidoctor. */
final class ManualPages {
    private final Instant time;

    ManualPages(Instant time) {
        this.time = time;
    }

    /** Pages by the names of their files, for example {@code stringless-run.1.gz}. */
    Map<String, byte[]> of(List<CommandLine> commands) throws IOException {
        Path scratch = Files.createTempDirectory("stringless-man-");
        try {
            List<String> words = new ArrayList<>(List.of(
                    "-b",
                    "manpage",
                    "-a",
                    "reproducible",
                    "-a",
                    "docdate=" + time.toString().substring(0, 10)));
            for (CommandLine command : commands) {
                StringWriter text = new StringWriter();
                ManPageGenerator.writeSingleManPage(new PrintWriter(text, true), command.getCommandSpec());
                Path source = scratch.resolve(name(command) + ".adoc");
                Files.writeString(source, text.toString());
                words.add(source.toString());
            }
            Jdk.run(Path.of("/usr/bin/asciidoctor"), words);
            Map<String, byte[]> pages = new LinkedHashMap<>();
            for (CommandLine command : commands) {
                pages.put(
                        name(command) + ".1.gz",
                        BestGzip.of(Files.readAllBytes(scratch.resolve(name(command) + ".1"))));
            }
            return pages;
        } finally {
            FileTree.delete(scratch);
        }
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }
}
