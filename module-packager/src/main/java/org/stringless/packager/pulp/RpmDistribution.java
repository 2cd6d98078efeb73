package org.stringless.packager.pulp;

import java.net.URI;
import java.util.Optional;

/**
 * Where a publication is served: the one thing that moves.
 *
 * @param href where Pulp's API knows it
 * @param address where nodes find it, with a slash at the end
 * @param publication href of what it serves now; empty when it serves nothing
 */
public record RpmDistribution(String name, String href, URI address, Optional<String> publication) {}
