/** The way of a run record into the store. */
@NullMarked
package org.stringless.collector.ingest;

import org.jspecify.annotations.NullMarked;
