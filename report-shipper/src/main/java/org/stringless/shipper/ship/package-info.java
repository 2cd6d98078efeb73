/** Bringing run records to the collector. */
@NullMarked
package org.stringless.shipper.ship;

import org.jspecify.annotations.NullMarked;
