/** The one JSON form of a run record. */
@NullMarked
package org.stringless.reportwire;

import org.jspecify.annotations.NullMarked;
