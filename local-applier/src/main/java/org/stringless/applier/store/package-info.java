/** The node's store: verified module trees by digest, releases made of links into it, and the current one. */
@NullMarked
package org.stringless.applier.store;

import org.jspecify.annotations.NullMarked;
