/** What a store of runs must do, and the rows it gives. */
@NullMarked
package org.stringless.collector.store;

import org.jspecify.annotations.NullMarked;
