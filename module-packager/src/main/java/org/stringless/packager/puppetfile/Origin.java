package org.stringless.packager.puppetfile;

import java.util.Optional;
import org.stringless.model.module.ModuleName;

/** Where a module comes from, as its line says. */
public sealed interface Origin {
    /** It stands in the control repository itself. */
    record Local() implements Origin {}

    /**
     * A release on the Forge.
     *
     * @param version empty when the line takes whatever is newest
     */
    record Forge(ModuleName module, Optional<String> version) implements Origin {}

    /**
     * A Git repository.
     *
     * @param defaultBranch the branch taken when the reference does not exist
     */
    record Git(String url, GitReference reference, Optional<String> defaultBranch) implements Origin {}
}
