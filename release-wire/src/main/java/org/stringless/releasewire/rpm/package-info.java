/** RPM packages, version 4: reading, verifying and unpacking them without rpm, and without trusting them. */
@NullMarked
package org.stringless.releasewire.rpm;

import org.jspecify.annotations.NullMarked;
