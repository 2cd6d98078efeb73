/** Getting the wanted release onto the node. */
@NullMarked
package org.stringless.applier.pull;

import org.jspecify.annotations.NullMarked;
