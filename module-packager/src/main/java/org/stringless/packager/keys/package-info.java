/** The signer's keys. */
@NullMarked
package org.stringless.packager.keys;

import org.jspecify.annotations.NullMarked;
