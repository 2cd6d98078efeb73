/** The embedded store. */
@NullMarked
package org.stringless.collector.sqlite;

import org.jspecify.annotations.NullMarked;
