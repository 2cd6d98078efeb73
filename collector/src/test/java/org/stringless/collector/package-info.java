/** Tests of the collector as a whole, and what they share. */
@NullMarked
package org.stringless.collector;

import org.jspecify.annotations.NullMarked;
