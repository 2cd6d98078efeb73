/** Releases on the node. */
@NullMarked
package org.stringless.applier.store;

import org.jspecify.annotations.NullMarked;
