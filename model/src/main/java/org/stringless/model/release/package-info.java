/** Releases, the packages they pin, and the pointers of channels. */
@NullMarked
package org.stringless.model.release;

import org.jspecify.annotations.NullMarked;
