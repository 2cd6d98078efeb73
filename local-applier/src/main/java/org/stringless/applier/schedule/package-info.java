/** The node's slot as systemd keeps it. */
@NullMarked
package org.stringless.applier.schedule;

import org.jspecify.annotations.NullMarked;
