package org.stringless.shipper.ship;

import java.util.Optional;
import org.stringless.model.failure.Failure;

/**
 * What one round of shipping came to.
 *
 * @param shipped records the collector now has
 * @param setAside records it refused for good, or that were torn; they lie in quarantine
 * @param left records still in the spool
 * @param problem why some are left or set aside; empty when the spool is drained
 */
public record ShipResult(int shipped, int setAside, int left, Optional<Failure> problem) {}
