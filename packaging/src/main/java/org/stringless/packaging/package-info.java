/** Stringless itself as rpm and deb packages. */
@NullMarked
package org.stringless.packaging;

import org.jspecify.annotations.NullMarked;
