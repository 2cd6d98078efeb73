package org.stringless.packager.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stringless.io.file.DurableFile;
import org.stringless.io.file.FileTree;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** A directory that is replaced as a whole: the name is a link to {@code .<name>-<number>}, and renaming the link is the switch. */
final class Generations {
    private final Path link;
    private final Pattern form;

    Generations(Path link) {
        this.link = link;
        this.form = Pattern.compile(Pattern.quote("." + link.getFileName() + "-") + "([0-9]{1,18})");
    }

    /** Number of the present one, 0 when there is none yet. */
    long number() throws IOException {
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        if (Files.isSymbolicLink(link)) {
            Matcher target = form.matcher(Files.readSymbolicLink(link).toString());
            if (target.matches()) {
                return Long.parseLong(target.group(1));
            }
        }
        throw new Failure(
                Reason.TARGET_REFUSED,
                link + " is not a link that Stringless made.",
                "Publish to a new directory; one that another program indexes cannot be switched in one step.");
    }

    /** A clean place for the next one. */
    Path next() throws IOException {
        Path next = link.resolveSibling("." + link.getFileName() + "-" + (number() + 1));
        FileTree.delete(next);
        return next;
    }

    /** Makes the next one the present one, and removes all but these two and the one before. */
    void switchTo(Path next) throws IOException {
        DurableFile.link(link, next.getFileName());
        long present = number();
        List<Path> siblings;
        try (Stream<Path> all = Files.list(link.resolveSibling(""))) {
            siblings = all.toList();
        }
        for (Path sibling : siblings) {
            Matcher name = form.matcher(sibling.getFileName().toString());
            if (name.matches() && Long.parseLong(name.group(1)) < present - 1) {
                FileTree.delete(sibling);
            }
        }
    }
}
