package org.stringless.packager.puppetfile;

import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/** How a Puppetfile is refused: always with its line. */
final class Refusal {
    private static final String NEXT =
            "Write the line as plain declarations (forge, moduledir, mod with fixed values); see the manual, section 'Puppetfile'.";

    private Refusal() {}

    static Failure at(int line, String problem) {
        return at(line, problem, NEXT);
    }

    static Failure at(int line, String problem, String next) {
        return new Failure(Reason.PUPPETFILE_REFUSED, "Puppetfile line " + line + ": " + problem + ".", next);
    }
}
