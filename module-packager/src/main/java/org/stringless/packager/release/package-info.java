/** A control repository at one commit becomes module packages and the release package that pins them. */
@NullMarked
package org.stringless.packager.release;

import org.jspecify.annotations.NullMarked;
