/** A client of Pulp 3's REST interface, as far as publishing RPMs needs it. */
@NullMarked
package org.stringless.packager.pulp;

import org.jspecify.annotations.NullMarked;
