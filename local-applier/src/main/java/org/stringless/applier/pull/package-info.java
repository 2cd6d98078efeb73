/** From the channel's repository into the store: ask, verify, stage. */
@NullMarked
package org.stringless.applier.pull;

import org.jspecify.annotations.NullMarked;
