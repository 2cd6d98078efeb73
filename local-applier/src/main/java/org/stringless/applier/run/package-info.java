/** One run of a node: its recipe, its lock, its record. */
@NullMarked
package org.stringless.applier.run;

import org.jspecify.annotations.NullMarked;
