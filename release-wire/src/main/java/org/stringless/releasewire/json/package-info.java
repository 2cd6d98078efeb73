/** The documents inside release and channel packages. */
@NullMarked
package org.stringless.releasewire.json;

import org.jspecify.annotations.NullMarked;
