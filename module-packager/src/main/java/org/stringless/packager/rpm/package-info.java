/** Trees become signed RPM packages. */
@NullMarked
package org.stringless.packager.rpm;

import org.jspecify.annotations.NullMarked;
