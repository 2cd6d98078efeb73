package org.stringless.applier.preview;

import java.util.Optional;
import org.stringless.applier.engine.EngineResult;

/**
 * What a preview found.
 *
 * @param result of the dry run of the working tree
 * @param difference from the release's catalog; empty when none was asked for, or when one of the two did not compile
 * @param trouble why the release's own catalog could not be had; empty when there is nothing to say
 */
public record Previewed(EngineResult result, Optional<CatalogDifference> difference, String trouble) {}
