/** Channels are moved: the next pointer is signed, and the channel's repository switched to it. */
@NullMarked
package org.stringless.packager.channel;

import org.jspecify.annotations.NullMarked;
