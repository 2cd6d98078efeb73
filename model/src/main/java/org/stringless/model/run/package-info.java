/** One attempt of a node, and its record. */
@NullMarked
package org.stringless.model.run;

import org.jspecify.annotations.NullMarked;
