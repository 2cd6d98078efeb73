/** Closed run records, kept durably until the collector has them. */
@NullMarked
package org.stringless.shipper.spool;

import org.jspecify.annotations.NullMarked;
