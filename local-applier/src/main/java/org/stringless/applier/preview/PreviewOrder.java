package org.stringless.applier.preview;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stringless.applier.engine.PuppetProgram;
import org.stringless.applier.store.StoredRelease;
import org.stringless.model.node.NodeName;

/**
 * What is to be looked at.
 *
 * @param control the working tree of a control repository, as it stands
 * @param modules directories with modules that the tree itself does not hold
 * @param base a release whose modules fill what is still missing, and whose catalog is compared with the tree's
 * @param node the name the catalog is made for
 * @param showDiff whether differences of files are logged; they may hold secrets
 * @param limit longest time it may take
 */
public record PreviewOrder(
        PuppetProgram program,
        Path control,
        List<Path> modules,
        Optional<StoredRelease> base,
        NodeName node,
        boolean showDiff,
        Duration limit) {
    /** Copies the list. */
    public PreviewOrder {
        modules = List.copyOf(modules);
    }
}
