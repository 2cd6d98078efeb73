/** What every store must do. */
@NullMarked
package org.stringless.collector.store;

import org.jspecify.annotations.NullMarked;
