/** Packages go to where they are published: a plain directory or a Pulp server. */
@NullMarked
package org.stringless.packager.publish;

import org.jspecify.annotations.NullMarked;
