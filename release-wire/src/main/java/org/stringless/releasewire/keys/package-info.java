/** The roles of keys, and public keys as people handle them. */
@NullMarked
package org.stringless.releasewire.keys;

import org.jspecify.annotations.NullMarked;
