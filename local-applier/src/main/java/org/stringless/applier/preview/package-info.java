/** A dry run of a working tree that touches nothing of the live state. */
@NullMarked
package org.stringless.applier.preview;

import org.jspecify.annotations.NullMarked;
